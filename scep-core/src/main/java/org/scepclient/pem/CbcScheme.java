package org.scepclient.pem;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/** The ciphers of private keys, with their identifiers in PKCS#8 (RFC 8018 §B.2) and names in the traditional format. */
enum CbcScheme {
    AES_256(NISTObjectIdentifiers.id_aes256_CBC, "AES-256-CBC", "AES", 32),
    AES_192(NISTObjectIdentifiers.id_aes192_CBC, "AES-192-CBC", "AES", 24),
    AES_128(NISTObjectIdentifiers.id_aes128_CBC, "AES-128-CBC", "AES", 16),
    DES_EDE3(PKCSObjectIdentifiers.des_EDE3_CBC, "DES-EDE3-CBC", "DESede", 24),
    DES(OIWObjectIdentifiers.desCBC, "DES-CBC", "DES", 8),
    BLOWFISH(new ASN1ObjectIdentifier("1.3.6.1.4.1.3029.1.2"), "BF-CBC", "Blowfish", 16);

    private final ASN1ObjectIdentifier identifier;
    private final String opensslName;
    private final String algorithm;
    private final int keyBytes;

    CbcScheme(ASN1ObjectIdentifier identifier, String opensslName, String algorithm, int keyBytes) {
        this.identifier = identifier;
        this.opensslName = opensslName;
        this.algorithm = algorithm;
        this.keyBytes = keyBytes;
    }

    static Optional<CbcScheme> identified(ASN1ObjectIdentifier identifier) {
        for (CbcScheme scheme : values()) {
            if (scheme.identifier.equals(identifier)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    static Optional<CbcScheme> named(String opensslName) {
        for (CbcScheme scheme : values()) {
            if (scheme.opensslName.equalsIgnoreCase(opensslName)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    ASN1ObjectIdentifier identifier() {
        return identifier;
    }

    int keyBytes() {
        return keyBytes;
    }

    byte[] encrypt(byte[] key, byte[] iv, byte[] content) throws GeneralSecurityException {
        return cipher(Cipher.ENCRYPT_MODE, key, iv).doFinal(content);
    }

    byte[] decrypt(byte[] key, byte[] iv, byte[] content) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, key, iv).doFinal(content);
    }

    private Cipher cipher(int mode, byte[] key, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(algorithm + "/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(key, algorithm), new IvParameterSpec(iv));
        return cipher;
    }
}
