package org.scepclient.capabilities;

import java.util.Optional;

/** The keywords of GetCACaps (RFC 8894 §3.5.2), in the order of printed lists. */
public enum Capability {
    AES("AES"),
    DES3("DES3"),
    GET_NEXT_CA_CERT("GetNextCACert"),
    POST_PKI_OPERATION("POSTPKIOperation"),
    RENEWAL("Renewal"),
    SHA_1("SHA-1"),
    SHA_224("SHA-224"),
    SHA_256("SHA-256"),
    SHA_384("SHA-384"),
    SHA_512("SHA-512"),
    SCEP_STANDARD("SCEPStandard");

    private final String keyword;

    Capability(String keyword) {
        this.keyword = keyword;
    }

    public String keyword() {
        return keyword;
    }

    /** The capability with a keyword in any case. */
    public static Optional<Capability> of(String word) {
        for (Capability capability : values()) {
            if (capability.keyword.equalsIgnoreCase(word)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }
}
