package org.scepclient.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.bouncycastle.cms.CMSException;
import org.scepclient.error.CryptoException;

/**
 * A recipient of an envelope that a key or password may be.
 *
 * @param named true if the message says that it is; else only the kind of recipient fits
 * @param contentKey unwraps the key of the content
 */
record Candidate(boolean named, Unwrapping contentKey) {

    /** Fails by any of these, or unchecked, if the message is damaged or for another key. */
    @FunctionalInterface
    interface Unwrapping {
        /**
         * The key of the content.
         *
         * @throws CryptoException if an algorithm is not supported, which depends on what anybody can read
         */
        byte[] unwrap() throws GeneralSecurityException, IOException, CMSException, CryptoException;
    }
}
