package org.scepclient.pem;

import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.value.Secret;

/** Where the passphrase of an encrypted private key comes from; asked only when there is such a key. */
@FunctionalInterface
public interface PassphraseSource {

    /**
     * The passphrase of the key in {@code place}.
     *
     * @throws ScepException if there is none, or it cannot be read
     */
    Secret passphrase(String place) throws ScepException;

    /** A source for callers that take unencrypted keys only. */
    static PassphraseSource none() {
        return place -> {
            throw new CryptoException(
                    ErrorCode.KEY_UNUSABLE, place + ": the private key is encrypted, and no passphrase is given");
        };
    }
}
