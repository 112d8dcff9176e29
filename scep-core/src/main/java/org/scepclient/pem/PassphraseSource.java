package org.scepclient.pem;

import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.value.Secret;

/** The source of the passphrase of an encrypted private key, used only for an encrypted key. */
@FunctionalInterface
public interface PassphraseSource {

    /**
     * The passphrase of the key in {@code place}.
     *
     * @throws ScepException if there is no passphrase, or it cannot be read
     */
    Secret passphrase(String place) throws ScepException;

    /** A source for callers that accept unencrypted keys only. */
    static PassphraseSource none() {
        return place -> {
            throw new CryptoException(
                    ErrorCode.KEY_UNUSABLE, place + ": the private key is encrypted, but there is no passphrase");
        };
    }
}
