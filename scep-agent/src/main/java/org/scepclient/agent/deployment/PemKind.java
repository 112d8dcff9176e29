package org.scepclient.agent.deployment;

import java.util.Optional;

/** The content of a parameter. */
public enum PemKind {
    /** The private key of {@code latest.key}. */
    KEY("pkey"),
    /** The certificate of {@code latest.crt}. */
    CERTIFICATE("cert"),
    /** The complete chain of the CA in {@code ca.crt-0} and so on. */
    CA("ca");

    private final String id;

    PemKind(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    public static Optional<PemKind> of(String id) {
        for (PemKind kind : values()) {
            if (kind.id.equals(id)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
