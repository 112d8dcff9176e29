package org.scepclient.cli.sscep;

import java.security.SecureRandom;
import org.scepclient.fixture.TestDevice;
import org.scepclient.fixture.TestKeys;
import org.scepclient.keys.LoadedKey;
import org.scepclient.testca.authority.GeneratedKeyPairs;

/** Key pairs for all tests, because generating them takes most of the time. */
public final class DeviceKeys {
    /** The keys of every test CA. */
    public static final GeneratedKeyPairs CA = new GeneratedKeyPairs(2048, new SecureRandom());

    public static final LoadedKey FIRST = TestDevice.loaded(TestKeys.rsa("first device"));
    public static final LoadedKey SECOND = TestDevice.loaded(TestKeys.rsa("second device"));

    private DeviceKeys() {}
}
