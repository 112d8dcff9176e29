package org.scepclient.keys;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;

/** Generates keys in memory. */
public final class KeyGeneration {
    private static final int MIN_RSA_BITS = 1024;
    private static final int MAX_RSA_BITS = 16384;

    private final SecureRandom random;

    /** Keys from the JDK's default source of randomness. */
    public KeyGeneration() {
        this(new SecureRandom());
    }

    public KeyGeneration(SecureRandom random) {
        this.random = random;
    }

    /** Generates an RSA key with the public exponent 65537; sizes below 2048 bits are for old devices and servers. */
    public LoadedKey rsa(int bits) throws CryptoException {
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw new InvalidInputException("key size", bits + " bits are not supported", "use 2048, 3072 or 4096");
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4), random);
            return LoadedKey.of(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "cannot generate an RSA key of " + bits + " bits", e);
        }
    }

    /**
     * Generates an EC key.
     *
     * @param curve the JDK's name of the curve, for example {@code secp256r1} or {@code secp384r1}
     */
    public LoadedKey ec(String curve) throws CryptoException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve), random);
            return LoadedKey.of(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "cannot generate an EC key on the curve " + curve, e);
        }
    }
}
