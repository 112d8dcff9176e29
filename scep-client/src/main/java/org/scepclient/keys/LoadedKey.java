package org.scepclient.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Optional;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileProblem;
import org.scepclient.pem.PassphraseSource;
import org.scepclient.pem.PemReader;

/**
 * A private key with its public key.
 *
 * @param key the private key, which may be in a token
 * @param publicKey the public key
 */
public record LoadedKey(ProviderKey key, PublicKey publicKey) {
    private static final int LIMIT = 1 << 20;

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
        PrivateKey key = PemReader.of(text(file), file.toString()).privateKey(passphrases);
        return new LoadedKey(new ProviderKey(key, provider), PublicKeyDerivation.of(key, file.toString()));
    }

    private static String text(Path file) throws StorageException {
        // Read once: it may be a pipe.
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LIMIT + 1);
            if (content.length > LIMIT) {
                throw new StorageException(file.toString(), "the file is too long for a private key");
            }
            return new String(content, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new StorageException(file.toString(), "cannot read the file: " + FileProblem.of(e), e);
        }
    }

    static LoadedKey of(KeyPair pair) {
        return new LoadedKey(ProviderKey.of(pair.getPrivate()), pair.getPublic());
    }
}
