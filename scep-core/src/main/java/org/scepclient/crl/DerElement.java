package org.scepclient.crl;

import java.util.Arrays;
import org.scepclient.error.ProtocolException;

/**
 * A cursor over the DER elements in a part of a buffer, valid until the buffer is filled again. It is reused for many
 * parts, because a CRL can have millions of elements.
 */
final class DerElement {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;
    static final int EXPLICIT_0 = 0xA0;

    private byte[] buffer = {};
    private int next;
    private int end;
    private int start;
    private int content;

    /** Positions the cursor before the elements between {@code from} and {@code to}. */
    DerElement over(byte[] bytes, int from, int to) {
        buffer = bytes;
        start = from;
        content = from;
        next = from;
        end = to;
        return this;
    }

    /** Positions the cursor before the elements in the current element of {@code outer}. */
    DerElement inside(DerElement outer) {
        return over(outer.buffer, outer.content, outer.next);
    }

    boolean hasNext() {
        return next < end;
    }

    /** Moves to the next element, which must have the tag. */
    DerElement next(int tag) throws ProtocolException {
        next();
        if (tag() != tag) {
            throw unexpected(tag());
        }
        return this;
    }

    /** Moves to the next element. */
    DerElement next() throws ProtocolException {
        if (end - next < 2) {
            throw tooShort();
        }
        start = next;
        int first = buffer[start + 1] & 0xFF;
        int more = lengthBytes(first);
        if (more > Math.min(4, end - start - 2)) {
            throw tooShort();
        }
        content = start + 2 + more;
        long length = length(buffer, start + 1);
        if (length > end - content) {
            throw tooShort();
        }
        next = content + (int) length;
        return this;
    }

    int tag() {
        return buffer[start] & 0xFF;
    }

    int contentLength() {
        return next - content;
    }

    /** The value of a byte of the content. */
    int contentAt(int index) {
        return buffer[content + index] & 0xFF;
    }

    boolean contentIs(byte[] expected) {
        return Arrays.equals(buffer, content, next, expected, 0, expected.length);
    }

    /** A copy of the content. */
    byte[] contentBytes() {
        return Arrays.copyOfRange(buffer, content, next);
    }

    /** A copy of the element with its header. */
    byte[] encoded() {
        return Arrays.copyOfRange(buffer, start, next);
    }

    /** The number of length bytes that follow the first; X.690 §10.1 allows definite lengths only. */
    static int lengthBytes(int first) throws ProtocolException {
        if (first == 0x80 || first > 0x84) {
            throw malformed("the length of an element is not valid in DER");
        }
        return first < 0x80 ? 0 : first & 0x7F;
    }

    /** The length whose first byte is at {@code at}; all of its bytes are in the buffer. */
    static long length(byte[] buffer, int at) throws ProtocolException {
        int first = buffer[at] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        long length = 0;
        for (int i = 1; i <= (first & 0x7F); i++) {
            length = (length << 8) | (buffer[at + i] & 0xFF);
        }
        // X.690 §10.1: the length must have the shortest form.
        if (length < 0x80 || buffer[at + 1] == 0) {
            throw malformed("the length of an element is not valid in DER");
        }
        return length;
    }

    static ProtocolException unexpected(int tag) {
        return malformed("unexpected element with the tag 0x" + Integer.toHexString(tag));
    }

    static ProtocolException tooShort() {
        return malformed("it is damaged or ends too soon");
    }

    static ProtocolException malformed(String problem) {
        return ProtocolException.malformed("CRL", problem);
    }
}
