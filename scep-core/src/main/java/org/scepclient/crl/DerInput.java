package org.scepclient.crl;

import java.io.IOException;
import java.io.InputStream;
import org.scepclient.error.ProtocolException;

/** Reads DER of any length from a stream; the size of the buffer limits elements that are read as a whole. */
final class DerInput {
    private static final int BUFFER = 64 << 10;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final DerElement element = new DerElement();
    /** The number of bytes that preceded those in the buffer. */
    private long before;

    private int position;
    private int filled;
    private Tap tap = (bytes, offset, length) -> {};
    private int tappedFrom;
    private int headerLength;
    private long contentLength;

    DerInput(InputStream in) {
        this.in = in;
    }

    /** Receives every byte that was read, in order. */
    interface Tap {
        void accept(byte[] bytes, int offset, int length) throws ProtocolException;
    }

    /** Passes all bytes from the current position to {@code consumer}, until the next call. */
    void feed(Tap consumer) throws ProtocolException {
        drain();
        tap = consumer;
    }

    private void drain() throws ProtocolException {
        if (position > tappedFrom) {
            tap.accept(buffer, tappedFrom, position - tappedFrom);
        }
        tappedFrom = position;
    }

    /** The tag of the next element, or -1 if none comes before {@code within}. */
    int peek(long within) throws IOException, ProtocolException {
        if (at(within)) {
            return -1;
        }
        need(1, within);
        return buffer[position] & 0xFF;
    }

    boolean at(long end) {
        return before + position == end;
    }

    /** Skips the header of a constructed element; returns the position of the end of its content. */
    long enter(int tag, long within) throws IOException, ProtocolException {
        header(within);
        if ((buffer[position] & 0xFF) != tag) {
            throw DerElement.unexpected(buffer[position] & 0xFF);
        }
        position += headerLength;
        return before + position + contentLength;
    }

    /** Reads an element, which is valid until the next call. */
    DerElement next(int tag, long within) throws IOException, ProtocolException {
        header(within);
        long length = headerLength + contentLength;
        if (length > BUFFER) {
            throw DerElement.malformed("a part of it has " + length + " bytes, at most " + BUFFER + " are allowed");
        }
        need((int) length, within);
        DerElement found = element.over(buffer, position, position + (int) length);
        found.next(tag);
        position += (int) length;
        return found;
    }

    /** Refuses any byte after the current position. */
    void requireEnd() throws IOException, ProtocolException {
        if (fill(1)) {
            throw DerElement.malformed("more bytes follow it");
        }
    }

    private void header(long within) throws IOException, ProtocolException {
        need(2, within);
        int more = DerElement.lengthBytes(buffer[position + 1] & 0xFF);
        headerLength = 2 + more;
        need(headerLength, within);
        contentLength = DerElement.length(buffer, position + 1);
        if (contentLength > within - before - position - headerLength) {
            throw DerElement.tooShort();
        }
    }

    private void need(int count, long within) throws IOException, ProtocolException {
        if (count > within - before - position || !fill(count)) {
            throw DerElement.tooShort();
        }
    }

    /** Ensures that {@code count} bytes are in the buffer; false if the stream has fewer. */
    private boolean fill(int count) throws IOException, ProtocolException {
        if (filled - position >= count) {
            return true;
        }
        drain();
        System.arraycopy(buffer, position, buffer, 0, filled - position);
        before += position;
        filled -= position;
        position = 0;
        tappedFrom = 0;
        while (filled < count) {
            int read = in.read(buffer, filled, BUFFER - filled);
            if (read < 0) {
                return false;
            }
            filled += read;
        }
        return true;
    }
}
