package org.scepclient.value;

import java.util.Base64;

/** Base64 (RFC 4648 §4) as found in files and HTTP bodies: lines of any length. */
public final class Base64Text {
    private Base64Text() {}

    /**
     * Decodes {@code text}, ignoring white space.
     *
     * @throws IllegalArgumentException if the rest is not Base64
     */
    public static byte[] decode(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                digits.append(text.charAt(i));
            }
        }
        return Base64.getDecoder().decode(digits.toString());
    }
}
