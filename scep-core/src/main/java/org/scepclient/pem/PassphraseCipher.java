package org.scepclient.pem;

import java.security.GeneralSecurityException;
import org.scepclient.value.Secret;

/** A cipher that is complete but for the passphrase. */
@FunctionalInterface
interface PassphraseCipher {

    /** The content in the clear. A wrong passphrase shows as an exception, or as nonsense. */
    byte[] decrypt(Secret passphrase, byte[] content) throws GeneralSecurityException;
}
