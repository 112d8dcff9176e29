package org.scepclient.web.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URLDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scepclient.value.Utf8;

/** The fields of a submitted form; of several with the same name, the first one counts. */
public record Form(Map<String, String> fields) {
    private static final Pattern MULTIPART =
            Pattern.compile("multipart/form-data;.*\\bboundary=\"?(?<boundary>[^\";]+)\"?.*");
    private static final Pattern PART_NAME =
            Pattern.compile("(?i)content-disposition: *form-data; *name=\"([^\"\r\n]*)\"");

    /**
     * Reads {@code multipart/form-data}, which an upload of a file has, or else {@code application/x-www-form-urlencoded}.
     *
     * @param type the Content-Type
     * @throws CharacterCodingException if a field is malformed or not UTF-8; decoding it would change the text
     */
    static Form parse(@Nullable String type, byte[] body) throws CharacterCodingException {
        Matcher multipart = MULTIPART.matcher(type == null ? "" : type);
        return multipart.matches() ? parseParts("--" + multipart.group("boundary"), body) : parse(body);
    }

    /** RFC 7578: each part begins with the boundary and its headers, and ends before the next boundary. */
    private static Form parseParts(String boundary, byte[] body) throws CharacterCodingException {
        Map<String, String> fields = new HashMap<>();
        String text = new String(body, ISO_8859_1);
        int at = text.startsWith(boundary) ? boundary.length() : -1;
        while (at >= 0 && !text.startsWith("--", at)) {
            int content = text.indexOf("\r\n\r\n", at);
            int end = content < 0 ? -1 : text.indexOf("\r\n" + boundary, content + 2);
            Matcher name = PART_NAME.matcher(text.substring(at, Math.max(at, content)));
            if (end < 0 || !name.find()) {
                break;
            }
            String value = text.substring(Math.min(content + 4, end), end);
            fields.putIfAbsent(name.group(1), Utf8.decodeFile(value.getBytes(ISO_8859_1)));
            at = end + 2 + boundary.length();
        }
        if (at < 0 || !text.startsWith("--", at)) {
            throw new MalformedInputException(text.length());
        }
        return new Form(fields);
    }

    private static Form parse(byte[] body) throws CharacterCodingException {
        Map<String, String> fields = new HashMap<>();
        for (String pair : new String(body, ISO_8859_1).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new Form(fields);
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The value of a field; empty if the field is missing. */
    public String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Decodes escaped and plain bytes; ISO 8859-1 maps each byte to one character. */
    private static String decode(String text) throws CharacterCodingException {
        try {
            return Utf8.decode(URLDecoder.decode(text, ISO_8859_1).getBytes(ISO_8859_1));
        } catch (IllegalArgumentException e) {
            // A truncated escape.
            throw (CharacterCodingException) new MalformedInputException(text.length()).initCause(e);
        }
    }
}
