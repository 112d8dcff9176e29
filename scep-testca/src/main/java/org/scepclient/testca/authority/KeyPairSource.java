package org.scepclient.testca.authority;

import java.security.KeyPair;

/** Source of the test CA's keys; a test suite passes an instance that generates each key only once. */
public interface KeyPairSource {

    /** Returns the key pair of this name, always the same one. Called by several threads. */
    KeyPair keyPair(KeyName name);
}
