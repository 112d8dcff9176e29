package org.scepclient.cli.sscep;

import java.security.SecureRandom;
import org.scepclient.error.CryptoException;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;
import org.scepclient.testca.authority.GeneratedKeyPairs;

/** Key pairs for all tests, because generating them takes most of the time. */
public final class DeviceKeys {
    /** The keys of every test CA. */
    public static final GeneratedKeyPairs CA = new GeneratedKeyPairs(2048, new SecureRandom());

    public static final LoadedKey FIRST = generated();
    public static final LoadedKey SECOND = generated();

    private DeviceKeys() {}

    private static LoadedKey generated() {
        try {
            return new KeyGeneration(new SecureRandom()).rsa(2048);
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }
}
