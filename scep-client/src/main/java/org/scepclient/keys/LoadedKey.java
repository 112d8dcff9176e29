package org.scepclient.keys;

import java.security.KeyPair;
import java.security.PublicKey;
import org.scepclient.cms.ProviderKey;

/**
 * A private key that can be used, with its public half.
 *
 * @param key the private key; it may be a reference into a token that it never leaves
 * @param publicKey its other half
 */
public record LoadedKey(ProviderKey key, PublicKey publicKey) {

    static LoadedKey of(KeyPair pair) {
        return new LoadedKey(ProviderKey.of(pair.getPrivate()), pair.getPublic());
    }
}
