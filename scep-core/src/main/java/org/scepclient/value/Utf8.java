package org.scepclient.value;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Strict decoding of UTF-8: malformed input is refused, never replaced by U+FFFD. */
public final class Utf8 {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Utf8() {}

    /** Decodes all bytes; a byte order mark is kept. */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** Decodes the content of a file without the byte order mark that some editors write. */
    public static String decodeFile(byte[] content) throws CharacterCodingException {
        return decode(withoutByteOrderMark(content));
    }

    /** The content of a file without a byte order mark. */
    public static byte[] withoutByteOrderMark(byte[] content) {
        return Arrays.copyOfRange(content, lengthOfByteOrderMark(content), content.length);
    }

    /** The length of the byte order mark: 3, or 0 if there is none. */
    private static int lengthOfByteOrderMark(byte[] content) {
        int length = BYTE_ORDER_MARK.length;
        boolean marked = content.length >= length && Arrays.equals(content, 0, length, BYTE_ORDER_MARK, 0, length);
        return marked ? length : 0;
    }
}
