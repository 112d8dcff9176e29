package org.scepclient.cms;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/** The content encryption algorithms of SCEP messages, all in CBC mode with PKCS#7 padding. */
public enum ContentCipher {
    DES(OIWObjectIdentifiers.desCBC, "DES", 8, 8),
    DES3(PKCSObjectIdentifiers.des_EDE3_CBC, "DESede", 24, 8),
    BLOWFISH(new ASN1ObjectIdentifier("1.3.6.1.4.1.3029.1.2"), "Blowfish", 16, 8),
    AES128(NISTObjectIdentifiers.id_aes128_CBC, "AES", 16, 16),
    AES192(NISTObjectIdentifiers.id_aes192_CBC, "AES", 24, 16),
    AES256(NISTObjectIdentifiers.id_aes256_CBC, "AES", 32, 16);

    private final ASN1ObjectIdentifier oid;
    private final String keyAlgorithm;
    private final int keyBytes;
    private final int blockBytes;

    ContentCipher(ASN1ObjectIdentifier oid, String keyAlgorithm, int keyBytes, int blockBytes) {
        this.oid = oid;
        this.keyAlgorithm = keyAlgorithm;
        this.keyBytes = keyBytes;
        this.blockBytes = blockBytes;
    }

    public ASN1ObjectIdentifier oid() {
        return oid;
    }

    String keyAlgorithm() {
        return keyAlgorithm;
    }

    String transformation() {
        return keyAlgorithm + "/CBC/PKCS5Padding";
    }

    int keyBytes() {
        return keyBytes;
    }

    /** True for the key length of the cipher; Blowfish allows 4 to 56 bytes. */
    boolean takesKeyOf(int bytes) {
        return bytes == keyBytes || (this == BLOWFISH && bytes >= 4 && bytes <= 56);
    }

    int blockBytes() {
        return blockBytes;
    }

    static Optional<ContentCipher> of(ASN1ObjectIdentifier oid) {
        for (ContentCipher cipher : values()) {
            if (cipher.oid.equals(oid)) {
                return Optional.of(cipher);
            }
        }
        return Optional.empty();
    }
}
