package org.scepclient.pkcs10;

import java.util.Collection;
import java.util.Optional;

/** A bit of the keyUsage extension (RFC 5280 §4.2.1.3). */
public enum KeyUsage {
    DIGITAL_SIGNATURE("digitalSignature", org.bouncycastle.asn1.x509.KeyUsage.digitalSignature),
    NON_REPUDIATION("nonRepudiation", org.bouncycastle.asn1.x509.KeyUsage.nonRepudiation),
    KEY_ENCIPHERMENT("keyEncipherment", org.bouncycastle.asn1.x509.KeyUsage.keyEncipherment),
    DATA_ENCIPHERMENT("dataEncipherment", org.bouncycastle.asn1.x509.KeyUsage.dataEncipherment),
    KEY_AGREEMENT("keyAgreement", org.bouncycastle.asn1.x509.KeyUsage.keyAgreement),
    KEY_CERT_SIGN("keyCertSign", org.bouncycastle.asn1.x509.KeyUsage.keyCertSign),
    CRL_SIGN("cRLSign", org.bouncycastle.asn1.x509.KeyUsage.cRLSign),
    ENCIPHER_ONLY("encipherOnly", org.bouncycastle.asn1.x509.KeyUsage.encipherOnly),
    DECIPHER_ONLY("decipherOnly", org.bouncycastle.asn1.x509.KeyUsage.decipherOnly);

    private final String asn1Name;
    private final int bit;

    KeyUsage(String asn1Name, int bit) {
        this.asn1Name = asn1Name;
        this.bit = bit;
    }

    /** The name in RFC 5280, which OpenSSL uses too. */
    public String asn1Name() {
        return asn1Name;
    }

    public static Optional<KeyUsage> named(String asn1Name) {
        for (KeyUsage use : values()) {
            if (use.asn1Name.equals(asn1Name)) {
                return Optional.of(use);
            }
        }
        return Optional.empty();
    }

    static org.bouncycastle.asn1.x509.KeyUsage keyUsage(Collection<KeyUsage> uses) {
        int bits = 0;
        for (KeyUsage use : uses) {
            bits |= use.bit;
        }
        return new org.bouncycastle.asn1.x509.KeyUsage(bits);
    }
}
