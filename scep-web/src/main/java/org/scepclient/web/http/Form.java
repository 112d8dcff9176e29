package org.scepclient.web.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URLDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.util.HashMap;
import java.util.Map;
import org.scepclient.value.Utf8;

/** The fields of a form that was sent; of two of one name the first counts. */
public record Form(Map<String, String> fields) {

    /**
     * Reads {@code application/x-www-form-urlencoded}.
     *
     * @throws CharacterCodingException if the fields are not UTF-8, whose text would be another one than was typed
     */
    static Form parse(byte[] body) throws CharacterCodingException {
        Map<String, String> fields = new HashMap<>();
        for (String pair : new String(body, ISO_8859_1).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new Form(fields);
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Empty if the field is missing. */
    public String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /** ISO 8859-1 stands for the bytes, escaped or not. */
    private static String decoded(String text) throws CharacterCodingException {
        try {
            return Utf8.decode(URLDecoder.decode(text, ISO_8859_1).getBytes(ISO_8859_1));
        } catch (IllegalArgumentException e) {
            // An escape that is cut off.
            throw (CharacterCodingException) new MalformedInputException(text.length()).initCause(e);
        }
    }
}
