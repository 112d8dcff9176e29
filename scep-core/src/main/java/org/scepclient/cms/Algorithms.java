package org.scepclient.cms;

/** The content cipher and the digest of a message. */
public record Algorithms(ContentCipher cipher, DigestAlgorithm digest) {
    /** The algorithms that every implementation must support (RFC 8894 §2.9). */
    public static Algorithms mandatory() {
        return new Algorithms(ContentCipher.AES128, DigestAlgorithm.SHA256);
    }
}
