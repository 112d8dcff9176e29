package org.scepclient.distribution;

import java.util.Optional;

/** What is put into a parameter. */
public enum PemKind {
    /** The private key of {@code latest.key}. */
    KEY("pkey"),
    /** The certificate of {@code latest.crt}. */
    CERTIFICATE("cert"),
    /** The CA's whole chain, {@code ca.crt-0} and so on. */
    CA("ca");

    private final String word;

    PemKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<PemKind> of(String word) {
        for (PemKind kind : values()) {
            if (kind.word.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
