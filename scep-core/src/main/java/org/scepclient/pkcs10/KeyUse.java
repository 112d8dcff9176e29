package org.scepclient.pkcs10;

import java.util.Collection;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;

/** A bit of the keyUsage extension (RFC 5280 §4.2.1.3). */
public enum KeyUse {
    DIGITAL_SIGNATURE("digitalSignature", KeyUsage.digitalSignature),
    NON_REPUDIATION("nonRepudiation", KeyUsage.nonRepudiation),
    KEY_ENCIPHERMENT("keyEncipherment", KeyUsage.keyEncipherment),
    DATA_ENCIPHERMENT("dataEncipherment", KeyUsage.dataEncipherment),
    KEY_AGREEMENT("keyAgreement", KeyUsage.keyAgreement),
    KEY_CERT_SIGN("keyCertSign", KeyUsage.keyCertSign),
    CRL_SIGN("cRLSign", KeyUsage.cRLSign),
    ENCIPHER_ONLY("encipherOnly", KeyUsage.encipherOnly),
    DECIPHER_ONLY("decipherOnly", KeyUsage.decipherOnly);

    private final String asn1Name;
    private final int bit;

    KeyUse(String asn1Name, int bit) {
        this.asn1Name = asn1Name;
        this.bit = bit;
    }

    /** The name in RFC 5280, which is OpenSSL's too. */
    public String asn1Name() {
        return asn1Name;
    }

    public static Optional<KeyUse> named(String asn1Name) {
        for (KeyUse use : values()) {
            if (use.asn1Name.equals(asn1Name)) {
                return Optional.of(use);
            }
        }
        return Optional.empty();
    }

    static KeyUsage keyUsage(Collection<KeyUse> uses) {
        int bits = 0;
        for (KeyUse use : uses) {
            bits |= use.bit;
        }
        return new KeyUsage(bits);
    }
}
