package org.scepclient.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.bouncycastle.cms.CMSException;
import org.scepclient.error.CryptoException;

/**
 * A recipient of an envelope to which a key or password may belong.
 *
 * @param named true if the recipient identifier names the key; false if only the type of recipient matches
 * @param contentKey unwraps the key of the content
 */
record Candidate(boolean named, Unwrapping contentKey) {

    /** Fails with any of these exceptions, or unchecked, if the message is damaged or for another key. */
    @FunctionalInterface
    interface Unwrapping {
        /**
         * The key of the content.
         *
         * @throws CryptoException if an algorithm is not supported, which depends on unencrypted data only
         */
        byte[] unwrap() throws GeneralSecurityException, IOException, CMSException, CryptoException;
    }
}
