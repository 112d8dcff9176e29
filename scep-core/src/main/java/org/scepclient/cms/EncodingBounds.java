package org.scepclient.cms;

import java.util.Arrays;
import org.scepclient.error.ProtocolException;

/**
 * Checks the tags and lengths of a BER encoding (X.690 §8.1) before a decoder builds objects from it: with few bytes per
 * object, a message of the permitted size could exhaust memory or stack. The decoder reports malformed encodings.
 */
final class EncodingBounds {
    /** Far deeper than any CMS message or certificate. */
    private static final int MAX_DEPTH = 64;

    private static final int MAX_ELEMENTS = 50_000;

    /** The end of an element of indefinite length is not known in advance. */
    private static final int INDEFINITE = Integer.MAX_VALUE;

    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1f;

    private final String what;
    private final byte[] octets;
    private final int maxElements;
    private final int[] ends = new int[MAX_DEPTH];
    private int depth;
    private int at;

    private EncodingBounds(String what, byte[] octets, int maxElements) {
        this.what = what;
        this.octets = octets;
        this.maxElements = maxElements;
    }

    /** Refuses a first element that is nested too deeply; returns the index of its end. */
    static int requireDepth(String what, byte[] octets) throws ProtocolException {
        EncodingBounds bounds = new EncodingBounds(what, octets, Integer.MAX_VALUE);
        bounds.walk();
        return bounds.at;
    }

    /**
     * Refuses a first element that is nested too deeply or contains too many others; returns the index of its end, which
     * is the length of the array if it is truncated.
     */
    static int require(String what, byte[] octets) throws ProtocolException {
        EncodingBounds bounds = new EncodingBounds(what, octets, MAX_ELEMENTS);
        bounds.walk();
        return bounds.at;
    }

    private void walk() throws ProtocolException {
        for (int elements = 0; at < octets.length && (elements == 0 || depth > 0); elements++) {
            if (elements == maxElements) {
                throw ProtocolException.malformed(
                        what, "it has more than " + maxElements + " ASN.1 elements; no such message needs so many");
            }
            boolean constructed = (octets[at] & CONSTRUCTED) != 0;
            boolean endOfContents = octets[at] == 0;
            skipTag();
            int length = length();
            if (length < 0) {
                at = octets.length;
                return;
            }
            if (endOfContents && depth > 0 && ends[depth - 1] == INDEFINITE) {
                depth--;
            } else if (constructed) {
                enter(length);
            } else {
                at = end(length);
            }
            while (depth > 0 && at >= ends[depth - 1]) {
                depth--;
            }
        }
    }

    private void enter(int length) throws ProtocolException {
        if (depth == MAX_DEPTH) {
            throw ProtocolException.malformed(what, "its ASN.1 elements are nested deeper than " + MAX_DEPTH);
        }
        ends[depth++] = end(length);
    }

    private int end(int length) {
        return length == INDEFINITE ? INDEFINITE : (int) Math.min((long) at + length, octets.length);
    }

    private void skipTag() {
        boolean isLong = (octets[at++] & LONG_TAG) == LONG_TAG;
        while (isLong && at < octets.length && octets[at++] < 0) {
            // The first bit is set in all octets of a long tag but the last.
        }
    }

    /** The length at the current position; negative if it is missing or larger than any array. */
    private int length() {
        if (at >= octets.length) {
            return -1;
        }
        int first = octets[at++] & 0xff;
        if (first < 0x80) {
            return first;
        }
        if (first == 0x80) {
            return INDEFINITE;
        }
        int to = at + (first & 0x7f);
        if (to > octets.length) {
            return -1;
        }
        long length = 0;
        for (byte octet : Arrays.copyOfRange(octets, at, to)) {
            length = (length << 8) | (octet & 0xff);
            if (length >= INDEFINITE) {
                return -1;
            }
        }
        at = to;
        return (int) length;
    }
}
