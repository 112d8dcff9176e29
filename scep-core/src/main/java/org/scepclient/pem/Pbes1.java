package org.scepclient.pem;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.RC2ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.pkcs.PBEParameter;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.generators.PKCS5S1ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** The old password-based encryption of RFC 8018 §6.1 and RFC 7292 appendix C; only decryption. */
record Pbes1(Variant variant, Bytes salt, int iterations) implements PassphraseCipher {
    private static final int BLOCK_BITS = 64;

    /** A digest, a cipher and its key length. */
    enum Variant {
        MD5_DES("1.2.840.113549.1.5.3", "DES", 64),
        MD5_RC2("1.2.840.113549.1.5.6", "RC2", 64),
        SHA1_DES("1.2.840.113549.1.5.10", "DES", 64),
        SHA1_RC2("1.2.840.113549.1.5.11", "RC2", 64),
        PKCS12_RC4_128("1.2.840.113549.1.12.1.1", "ARCFOUR", 128),
        PKCS12_RC4_40("1.2.840.113549.1.12.1.2", "ARCFOUR", 40),
        PKCS12_DES_EDE3("1.2.840.113549.1.12.1.3", "DESede", 192),
        PKCS12_DES_EDE2("1.2.840.113549.1.12.1.4", "DESede", 128),
        PKCS12_RC2_128("1.2.840.113549.1.12.1.5", "RC2", 128),
        PKCS12_RC2_40("1.2.840.113549.1.12.1.6", "RC2", 40);

        private final String identifier;
        private final String algorithm;
        private final int keyBits;

        Variant(String identifier, String algorithm, int keyBits) {
            this.identifier = identifier;
            this.algorithm = algorithm;
            this.keyBits = keyBits;
        }

        static Variant of(String identifier) throws NoSuchAlgorithmException {
            for (Variant variant : values()) {
                if (variant.identifier.equals(identifier)) {
                    return variant;
                }
            }
            throw new NoSuchAlgorithmException("the encryption " + identifier + " is not supported");
        }

        private boolean isPkcs12() {
            return compareTo(PKCS12_RC4_128) >= 0;
        }

        private boolean isStream() {
            return algorithm.equals("ARCFOUR");
        }
    }

    static Pbes1 of(AlgorithmIdentifier algorithm) throws NoSuchAlgorithmException {
        Variant variant = Variant.of(algorithm.getAlgorithm().getId());
        PBEParameter parameters = PBEParameter.getInstance(algorithm.getParameters());
        return new Pbes1(variant, Bytes.of(parameters.getSalt()), Pbes2.iterations(parameters.getIterationCount()));
    }

    @Override
    public byte[] decrypt(Secret passphrase, byte[] content) throws GeneralSecurityException {
        PBEParametersGenerator generator = generator(passphrase.reveal().toCharArray());
        if (variant.isStream()) {
            Cipher cipher = Cipher.getInstance(variant.algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key(generator.generateDerivedParameters(variant.keyBits)));
            return cipher.doFinal(content);
        }
        var derived = (ParametersWithIV) generator.generateDerivedParameters(variant.keyBits, BLOCK_BITS);
        Cipher cipher = Cipher.getInstance(variant.algorithm + "/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, key(derived.getParameters()), parameters(derived.getIV()));
        return cipher.doFinal(content);
    }

    private PBEParametersGenerator generator(char[] passphrase) {
        PBEParametersGenerator generator = switch (variant) {
            case MD5_DES, MD5_RC2 -> new PKCS5S1ParametersGenerator(new MD5Digest());
            case SHA1_DES, SHA1_RC2 -> new PKCS5S1ParametersGenerator(new SHA1Digest());
            default -> new PKCS12ParametersGenerator(new SHA1Digest());
        };
        byte[] password = variant.isPkcs12()
                ? PBEParametersGenerator.PKCS12PasswordToBytes(passphrase)
                : PBEParametersGenerator.PKCS5PasswordToUTF8Bytes(passphrase);
        generator.init(password, salt.toArray(), iterations);
        return generator;
    }

    private SecretKeySpec key(CipherParameters derived) {
        byte[] key = ((KeyParameter) derived).getKey();
        if (variant == Variant.PKCS12_DES_EDE2) {
            // Two-key 3DES: the third key equals the first.
            byte[] two = key;
            key = Arrays.copyOf(two, 24);
            System.arraycopy(two, 0, key, 16, 8);
        }
        return new SecretKeySpec(key, variant.algorithm);
    }

    private AlgorithmParameterSpec parameters(byte[] iv) {
        return variant.algorithm.equals("RC2") ? new RC2ParameterSpec(variant.keyBits, iv) : new IvParameterSpec(iv);
    }
}
