package org.scepclient.testca.authority;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The test CA's keys, each generated on first use and kept; a test suite shares one instance to generate them once. */
public final class GeneratedKeyPairs {
    private final int rsaBits;
    private final SecureRandom random;
    private final Map<KeyName, KeyPair> pairs = new ConcurrentHashMap<>();

    /**
     * Starts without keys; each is generated on first use.
     *
     * @param rsaBits size of the RSA keys in bits
     */
    public GeneratedKeyPairs(int rsaBits, SecureRandom random) {
        this.rsaBits = rsaBits;
        this.random = random;
    }

    /** Returns the key pair of this name, always the same one. Called by several threads. */
    public KeyPair keyPair(KeyName name) {
        return pairs.computeIfAbsent(name, this::generate);
    }

    private KeyPair generate(KeyName name) {
        try {
            return generator(name.kind()).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot generate " + name.kind() + " keys", e);
        }
    }

    private KeyPairGenerator generator(KeyKind kind) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.name());
        switch (kind) {
            case RSA -> generator.initialize(rsaBits, random);
            case EC -> generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        }
        return generator;
    }
}
