package org.scepclient.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.security.auth.login.LoginException;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.value.Secret;
import org.scepclient.value.SecretAccess;

/** A PKCS#11 token that somebody has logged in to. Its keys are used where they are and never leave it. */
public final class Pkcs11Token {
    private final Provider provider;
    private final KeyStore store;

    private Pkcs11Token(Provider provider, KeyStore store) {
        this.provider = provider;
        this.store = store;
    }

    /**
     * Loads the token's module and logs in.
     *
     * @param configuration as the JDK's SunPKCS11 takes it: lines such as {@code name = token} and
     *     {@code library = /usr/lib/softhsm/libsofthsm2.so}, {@code slotListIndex = 0}
     * @param pin the user PIN
     */
    public static Pkcs11Token open(String configuration, Secret pin) throws CryptoException {
        Provider provider = configured(configuration);
        char[] password = pin.reveal(SecretAccess.token()).toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, password);
            return new Pkcs11Token(provider, store);
        } catch (IOException e) {
            throw refusedLogin(e);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the PKCS#11 token cannot be used", e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** A configuration for the module at a path and its first slot. */
    public static String moduleAt(String path) {
        return "name = scep\nlibrary = " + quoted(path) + "\nslotListIndex = 0\n";
    }

    /** A configuration for the module at a path and the slot with that number. */
    public static String moduleAt(String path, long slot) {
        return "name = scep\nlibrary = " + quoted(path) + "\nslot = " + slot + "\n";
    }

    private static String quoted(String path) {
        return "\"" + path.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static Provider configured(String configuration) throws CryptoException {
        Provider template = Security.getProvider("SunPKCS11");
        if (template == null) {
            throw new CryptoException(
                    ErrorCode.KEY_UNUSABLE,
                    "this Java runtime has no PKCS#11 (module jdk.crypto.cryptoki); use another");
        }
        try {
            // Two dashes: the configuration itself, not the name of a file with it.
            return template.configure("--" + configuration);
        } catch (InvalidParameterException | ProviderException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new CryptoException(
                    ErrorCode.KEY_UNUSABLE,
                    "the PKCS#11 module cannot be loaded; check its path and that the token is there",
                    reason);
        }
    }

    private static CryptoException refusedLogin(IOException e) {
        boolean refused = e.getCause() instanceof LoginException || e.getCause() instanceof GeneralSecurityException;
        return new CryptoException(
                ErrorCode.KEY_UNUSABLE,
                refused ? "the PKCS#11 token refused the PIN" : "the PKCS#11 token cannot be read",
                e.getCause() == null ? e : e.getCause());
    }

    /** The provider whose algorithms run in the token. */
    public Provider provider() {
        return provider;
    }

    /** The labels of the keys that have a certificate beside them. */
    public List<String> labels() throws CryptoException {
        try {
            return Collections.list(store.aliases());
        } catch (GeneralSecurityException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the PKCS#11 token cannot be listed", e);
        }
    }

    /**
     * The key with a label or, written in hexadecimal digits, an ID.
     *
     * <p>SunPKCS11 shows only keys with a certificate of the same ID. An RSA key without one is found too, where
     * Java was started so that the provider's inside is open; see {@link TokenObjects}.
     */
    public LoadedKey key(String label) throws CryptoException {
        try {
            Certificate certificate = store.getCertificate(label);
            if (certificate != null && store.getKey(label, null) instanceof PrivateKey key) {
                return new LoadedKey(new ProviderKey(key, Optional.of(provider)), certificate.getPublicKey());
            }
            return new TokenObjects(provider).rsaKey(label);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new CryptoException(
                    ErrorCode.KEY_UNUSABLE, "the key '" + label + "' of the PKCS#11 token cannot be used", e);
        }
    }
}
