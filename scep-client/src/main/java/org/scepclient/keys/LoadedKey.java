package org.scepclient.keys;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Optional;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.ScepException;
import org.scepclient.pem.PassphraseSource;

/**
 * A private key with its public key.
 *
 * @param key the private key, which may be in a token
 * @param publicKey the public key
 */
public record LoadedKey(ProviderKey key, PublicKey publicKey) {

    /** Reads an unencrypted key from a PEM file. */
    public static LoadedKey read(Path file) throws ScepException {
        return read(file, PassphraseSource.none(), Optional.empty());
    }

    /**
     * Reads a key from a PEM file (PKCS#1, SEC 1 or PKCS#8, encrypted or not) and derives its public key.
     *
     * @param passphrases used only for an encrypted key
     * @param provider the provider for operations with the key; empty for any
     */
    public static LoadedKey read(Path file, PassphraseSource passphrases, Optional<Provider> provider)
            throws ScepException {
        return new PemKeySource(file, passphrases, provider).load();
    }

    static LoadedKey of(KeyPair pair) {
        return new LoadedKey(ProviderKey.of(pair.getPrivate()), pair.getPublic());
    }
}
