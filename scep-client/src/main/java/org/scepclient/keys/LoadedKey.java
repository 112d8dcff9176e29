package org.scepclient.keys;

import java.security.KeyPair;
import java.security.PublicKey;
import org.scepclient.cms.ProviderKey;

/**
 * A private key with its public key.
 *
 * @param key the private key, which may be in a token
 * @param publicKey the public key
 */
public record LoadedKey(ProviderKey key, PublicKey publicKey) {

    static LoadedKey of(KeyPair pair) {
        return new LoadedKey(ProviderKey.of(pair.getPrivate()), pair.getPublic());
    }
}
