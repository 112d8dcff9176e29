package org.scepclient.testca.authority;

import java.security.KeyPair;

/** Where the test CA takes its keys from; a test suite passes one that generates each of them only once. */
public interface KeyPairSource {

    /** A key pair; the same one whenever it is asked for by the same name. Called by several threads. */
    KeyPair keyPair(KeyName name);
}
