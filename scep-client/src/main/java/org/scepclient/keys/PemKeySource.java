package org.scepclient.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Optional;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.pem.PassphraseSource;
import org.scepclient.pem.PemReader;

/**
 * A private key in a PEM file: PKCS#1, SEC 1 or PKCS#8, encrypted or not.
 *
 * @param file the file
 * @param passphrases used only for an encrypted key
 * @param provider the provider for operations with the key; empty for any
 */
record PemKeySource(Path file, PassphraseSource passphrases, Optional<Provider> provider) {
    private static final long LIMIT = 1 << 20;

    /** Reads the key and derives its public key. */
    LoadedKey load() throws ScepException {
        PrivateKey key = PemReader.of(text(), file.toString()).privateKey(passphrases);
        return new LoadedKey(new ProviderKey(key, provider), PublicKeyDerivation.of(key, file.toString()));
    }

    private String text() throws StorageException {
        try {
            if (Files.size(file) > LIMIT) {
                throw new StorageException(file.toString(), "the file is too long for a private key");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new StorageException(file.toString(), "cannot read the private key", e);
        }
    }
}
