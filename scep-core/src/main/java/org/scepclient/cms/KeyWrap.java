package org.scepclient.cms;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/** The key wrap algorithms of key agreement: AES (RFC 3394, RFC 3565) and 3DES (RFC 3217). */
enum KeyWrap {
    AES128(NISTObjectIdentifiers.id_aes128_wrap, "AES", 16, "AESWrap"),
    AES192(NISTObjectIdentifiers.id_aes192_wrap, "AES", 24, "AESWrap"),
    AES256(NISTObjectIdentifiers.id_aes256_wrap, "AES", 32, "AESWrap"),
    DES3(PKCSObjectIdentifiers.id_alg_CMS3DESwrap, "DESede", 24, "DESedeWrap");

    private final ASN1ObjectIdentifier oid;
    private final String keyAlgorithm;
    private final int keyBytes;
    private final String transformation;

    KeyWrap(ASN1ObjectIdentifier oid, String keyAlgorithm, int keyBytes, String transformation) {
        this.oid = oid;
        this.keyAlgorithm = keyAlgorithm;
        this.keyBytes = keyBytes;
        this.transformation = transformation;
    }

    String keyAlgorithm() {
        return keyAlgorithm;
    }

    int keyBytes() {
        return keyBytes;
    }

    /** The JCA name. */
    String transformation() {
        return transformation;
    }

    static Optional<KeyWrap> of(ASN1ObjectIdentifier oid) {
        for (KeyWrap wrap : values()) {
            if (wrap.oid.equals(oid)) {
                return Optional.of(wrap);
            }
        }
        return Optional.empty();
    }
}
