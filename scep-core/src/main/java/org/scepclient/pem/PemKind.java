package org.scepclient.pem;

import java.util.List;

/** The kinds of content of PEM blocks. */
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

    /** The accepted labels; the first is used for writing. */
    private List<String> labels() {
        return switch (this) {
            case CERTIFICATE -> List.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");
            case PRIVATE_KEY -> List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
            case REQUEST -> List.of("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST");
            case CRL -> List.of("X509 CRL", "CRL");
            case MESSAGE -> List.of("PKCS7", "CMS", "PKCS #7 SIGNED DATA");
        };
    }

    /** True for the labels of this kind, and of unsupported private keys, which are reported more precisely later. */
    boolean includes(String label) {
        return this == PRIVATE_KEY ? label.endsWith("PRIVATE KEY") : labels().contains(label);
    }

    String label() {
        return labels().getFirst();
    }

    /** The form for error messages: {@code a CRL (X509 CRL or CRL)}. */
    String expected() {
        return description + " (" + String.join(" or ", labels()) + ")";
    }
}
