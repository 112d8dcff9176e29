package org.scepclient.pem;

import java.util.List;

/** What a PEM block can hold. */
enum PemKind {
    CERTIFICATE("a certificate"),
    PRIVATE_KEY("a private key"),
    REQUEST("a certificate request"),
    CRL("a CRL"),
    MESSAGE("a CMS message");

    private final String description;

    PemKind(String description) {
        this.description = description;
    }

    /** The labels that are read; the first is the one that is written. */
    private List<String> labels() {
        return switch (this) {
            case CERTIFICATE -> List.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");
            case PRIVATE_KEY -> List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
            case REQUEST -> List.of("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST");
            case CRL -> List.of("X509 CRL", "CRL");
            case MESSAGE -> List.of("PKCS7", "CMS", "PKCS #7 SIGNED DATA");
        };
    }

    /** Private keys of kinds that cannot be used are found too, so that the error names what is wrong with them. */
    boolean includes(String label) {
        return this == PRIVATE_KEY ? label.endsWith("PRIVATE KEY") : labels().contains(label);
    }

    String label() {
        return labels().getFirst();
    }

    /** For error messages: {@code a CRL (X509 CRL or CRL)}. */
    String expected() {
        return description + " (" + String.join(" or ", labels()) + ")";
    }
}
