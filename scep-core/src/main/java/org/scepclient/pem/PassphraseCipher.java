package org.scepclient.pem;

import java.security.GeneralSecurityException;
import org.scepclient.value.Secret;

/** A cipher with all its parameters except for the passphrase. */
@FunctionalInterface
interface PassphraseCipher {

    /** Decrypts the content. A wrong passphrase results in an exception or in random bytes. */
    byte[] decrypt(Secret passphrase, byte[] content) throws GeneralSecurityException;
}
