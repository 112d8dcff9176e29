package org.scepclient.testca;

import java.security.KeyPair;
import java.security.SecureRandom;
import org.jspecify.annotations.NullMarked;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.authority.KeyKind;
import org.scepclient.testca.authority.KeyName;
import org.scepclient.testca.authority.KeyRole;

/** Keys that all tests share, because generating keys takes most of the time. */
@NullMarked
final class Keys {
    static final GeneratedKeyPairs CA = new GeneratedKeyPairs(2048, new SecureRandom());
    private static final GeneratedKeyPairs DEVICES = new GeneratedKeyPairs(2048, new SecureRandom());

    private Keys() {}

    /** Generates the key of the faults in advance, which takes longer than the time-out of these tests' clients. */
    static void prepareStranger() {
        CA.keyPair(new KeyName(KeyRole.STRANGER, 0, KeyKind.RSA));
    }

    static KeyPair device(int number) {
        return DEVICES.keyPair(new KeyName(KeyRole.STRANGER, number, KeyKind.RSA));
    }

    static KeyPair ecDevice() {
        return DEVICES.keyPair(new KeyName(KeyRole.STRANGER, 0, KeyKind.EC));
    }
}
