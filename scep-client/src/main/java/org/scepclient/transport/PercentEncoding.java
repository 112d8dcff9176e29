package org.scepclient.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.Utf8;

/** Percent-encoding (RFC 3986 §2.1) of UTF-8. */
final class PercentEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "-._~";
    /** Further characters that are valid in a path or query. */
    private static final String RESERVED = "/?:@!$&'()*+,;=";

    private PercentEncoding() {}

    /** Encodes the value of a parameter: all characters that are not unreserved, including {@code + / =}. */
    static String value(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            append(out, b, UNRESERVED);
        }
        return out.toString();
    }

    /** Encodes only characters that are invalid in a path or query; existing escapes are kept. */
    static String repair(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%' && escapeAt(bytes, i)) {
                out.append('%');
            } else {
                append(out, bytes[i], UNRESERVED + RESERVED);
            }
        }
        return out.toString();
    }

    /**
     * Decodes escapes; a percent sign without two hexadecimal digits is kept.
     *
     * @throws InvalidInputException if the result is not UTF-8; the message omits the text, which may be secret
     */
    static String decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%' && escapeAt(bytes, i)) {
                out.write(Character.digit(bytes[i + 1], 16) * 16 + Character.digit(bytes[i + 2], 16));
                i += 2;
            } else {
                out.write(bytes[i]);
            }
        }
        try {
            return Utf8.decode(out.toByteArray());
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(
                    "URL", "the escapes in its user name or password are not UTF-8", "escape the bytes of UTF-8 text");
        }
    }

    private static boolean escapeAt(byte[] bytes, int i) {
        return i + 2 < bytes.length && Character.digit(bytes[i + 1], 16) >= 0 && Character.digit(bytes[i + 2], 16) >= 0;
    }

    private static void append(StringBuilder out, byte b, String allowed) {
        boolean alphanumeric = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
        if (alphanumeric || (b > 0 && allowed.indexOf(b) >= 0)) {
            out.append((char) b);
        } else {
            out.append('%').append(HEX.toHexDigits(b));
        }
    }
}
