package org.scepclient.web.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URLDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.util.HashMap;
import java.util.Map;
import org.scepclient.value.Utf8;

/** The fields of a submitted form; of several with the same name, the first one counts. */
public record Form(Map<String, String> fields) {

    /**
     * Reads {@code application/x-www-form-urlencoded}.
     *
     * @throws CharacterCodingException if a field is not UTF-8; decoding it would change the text
     */
    static Form parse(byte[] body) throws CharacterCodingException {
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
