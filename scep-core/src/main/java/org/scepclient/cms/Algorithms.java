package org.scepclient.cms;

/** What one message is made with. */
public record Algorithms(ContentCipher cipher, DigestAlgorithm digest) {
    /** The algorithms that every implementation must have (RFC 8894 §2.9). */
    public static Algorithms mandatory() {
        return new Algorithms(ContentCipher.AES128, DigestAlgorithm.SHA256);
    }
}
