package org.scepclient.value;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An immutable byte string that compares by content. */
public final class Bytes {
    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of {@code content}. */
    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    /**
     * Decodes Base64 (RFC 4648 §4) as found in files and HTTP bodies: lines of any length.
     *
     * @throws IllegalArgumentException if there is anything else than Base64 and white space
     */
    public static Bytes ofBase64(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                digits.append(text.charAt(i));
            }
        }
        return new Bytes(Base64.getDecoder().decode(digits.toString()));
    }

    public static Bytes empty() {
        return EMPTY;
    }

    /** A copy, for callers that need an array. */
    public byte[] toArray() {
        return content.clone();
    }

    public int length() {
        return content.length;
    }

    public boolean isEmpty() {
        return content.length == 0;
    }

    /** Lower-case hexadecimal digits without separators. */
    public String toHex() {
        return HexFormat.of().formatHex(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "Bytes[" + content.length + "]";
    }
}
