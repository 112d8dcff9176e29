package org.scepclient.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Named key pairs, generated on first use and shared by all tests, because generating takes long. */
public final class TestKeys {
    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

    private TestKeys() {}

    public static KeyPair rsa(String name) {
        return KEYS.computeIfAbsent("RSA " + name, ignored -> generate("RSA", 2048));
    }

    public static KeyPair ec(String name) {
        return KEYS.computeIfAbsent("EC " + name, ignored -> generate("EC", 256));
    }

    private static KeyPair generate(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
