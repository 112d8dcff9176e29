package org.scepclient.cli.sscep;

import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.SecretSource;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PassphraseSource;
import org.scepclient.value.Secret;

/** The private keys of the options: PEM files, or keys of the engine of {@code -g}. */
final class PrivateKeys {
    private final Settings settings;
    private final CommandContext context;

    PrivateKeys(Settings settings, CommandContext context) {
        this.settings = settings;
        this.context = context;
    }

    /** The key of a file, used through the engine if there is one, or a key in the engine's token. */
    LoadedKey load(String name) throws ScepException, CommandException {
        if (!settings.has(Option.ENGINE)) {
            return file(name, Optional.empty());
        }
        Optional<String> library = tokenLibrary();
        if (library.isEmpty()) {
            return file(name, Optional.of(Providers.named(engineId())));
        }
        if (PemFile.isReadable(name)) {
            return file(name, Optional.empty());
        }
        return TokenKeyName.parse(name).in(library.get(), pin());
    }

    /** The key, which must be that of a certificate. */
    ProviderKey matching(String name, X509Certificate certificate, String certificateFile)
            throws ScepException, CommandException {
        LoadedKey loaded = load(name);
        byte[] certified = certificate.getPublicKey().getEncoded();
        if (!Arrays.equals(certified, loaded.publicKey().getEncoded())) {
            throw new CryptoException(
                    ErrorCode.KEY_UNUSABLE, name + ": not the private key of the certificate " + certificateFile);
        }
        return loaded.key();
    }

    private LoadedKey file(String name, Optional<Provider> provider) throws ScepException, CommandException {
        return LoadedKey.read(PemFile.path(name), passphrases(), provider);
    }

    private String engineId() {
        return settings.engine().isPresent() ? settings.engine().get().id() : settings.value(Option.ENGINE);
    }

    /** The PKCS#11 library: of the section, or a path instead of an engine's name; empty for other engines. */
    private Optional<String> tokenLibrary() throws CommandException {
        String id = engineId();
        if (id.indexOf('/') >= 0) {
            return Optional.of(id);
        }
        if (!id.equals("pkcs11")) {
            return Optional.empty();
        }
        Optional<String> library =
                settings.engine().isPresent() ? settings.engine().get().library() : Optional.empty();
        if (library.isEmpty()) {
            throw new CommandException(
                    ErrorCode.STORAGE,
                    settings.place(Option.ENGINE) + ": engine pkcs11 needs MODULE_PATH in its section of the"
                            + " configuration file (-f); or use -g with the path of the PKCS#11 library");
        }
        return library;
    }

    private Secret pin() throws ScepException, CommandException {
        if (settings.engine().isPresent() && settings.engine().get().pin().isPresent()) {
            return settings.engine().get().pin().get();
        }
        return source().read("PIN of the token", context);
    }

    private PassphraseSource passphrases() throws CommandException {
        SecretSource source = source();
        return place -> source.read("passphrase of " + place, context);
    }

    private SecretSource source() throws CommandException {
        Optional<String> text = settings.text(Option.PASSPHRASE);
        return text.isEmpty()
                ? new SecretSource.Prompt()
                : SecretSource.parse(settings.place(Option.PASSPHRASE), text.get());
    }
}
