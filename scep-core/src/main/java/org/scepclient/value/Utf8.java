package org.scepclient.value;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text from outside as it was typed: bytes that are not UTF-8 are refused, never replaced by U+FFFD. */
public final class Utf8 {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Utf8() {}

    /** The text, whose first character may be a byte order mark. */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** The text of a file, without the byte order mark that some editors put at its beginning. */
    public static String decodeFile(byte[] content) throws CharacterCodingException {
        return decode(withoutByteOrderMark(content));
    }

    /** A file's content without the byte order mark at its beginning. */
    public static byte[] withoutByteOrderMark(byte[] content) {
        return Arrays.copyOfRange(content, lengthOfByteOrderMark(content), content.length);
    }

    /** Bytes that the byte order mark takes at the beginning: 3, or 0 where there is none. */
    private static int lengthOfByteOrderMark(byte[] content) {
        int length = BYTE_ORDER_MARK.length;
        boolean marked = content.length >= length && Arrays.equals(content, 0, length, BYTE_ORDER_MARK, 0, length);
        return marked ? length : 0;
    }
}
