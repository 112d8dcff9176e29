package org.scepclient.message;

import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Locale;
import org.scepclient.cms.DigestAlgorithm;

/**
 * The transactionID attribute (RFC 8894 §3.2.1.1): one PrintableString for a whole transaction, compared exactly.
 */
public record TransactionId(String value) {
    private static final int MAX_LENGTH = 255;

    public TransactionId {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !value.chars().allMatch(TransactionId::printable)) {
            throw new IllegalArgumentException(
                    "a transactionID must have 1 to " + MAX_LENGTH + " printable ASCII characters");
        }
    }

    /** More than the characters of a PrintableString: existing clients also use {@code _} and {@code *}. */
    private static boolean printable(int c) {
        return c >= ' ' && c <= '~';
    }

    /**
     * The digest of the SubjectPublicKeyInfo in upper-case hexadecimal digits, so that the same key continues the same
     * transaction, also after a restart. SHA-256 yields 64 digits; other clients use MD5 (32 digits).
     */
    public static TransactionId of(PublicKey key, DigestAlgorithm digest) {
        byte[] hash = digest.digest(key.getEncoded());
        return new TransactionId(HexFormat.of().formatHex(hash).toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return value;
    }
}
