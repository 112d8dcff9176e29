package org.scepclient.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.login.LoginException;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.value.Secret;

/** A PKCS#11 token after the login. Its keys never leave it. */
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
     * @param configuration the configuration of the JDK's SunPKCS11: lines such as {@code name = token},
     *     {@code library = /usr/lib/softhsm/libsofthsm2.so} and {@code slotListIndex = 0}
     * @param pin the user PIN
     */
    public static Pkcs11Token open(String configuration, Secret pin) throws CryptoException {
        Provider provider = configured(configuration);
        char[] password = pin.reveal().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, password);
            return new Pkcs11Token(provider, store);
        } catch (IOException e) {
            throw refusedLogin(e);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "cannot use the PKCS#11 token", e);
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
                    "this Java runtime lacks PKCS#11 (module jdk.crypto.cryptoki); use another one");
        }
        try {
            // After two dashes, SunPKCS11 expects the configuration itself instead of a file name.
            return template.configure("--" + configuration);
        } catch (InvalidParameterException | ProviderException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new CryptoException(
                    ErrorCode.KEY_UNUSABLE,
                    "cannot load the PKCS#11 module; check its path and that the token is present",
                    reason);
        }
    }

    private static CryptoException refusedLogin(IOException e) {
        boolean refused = e.getCause() instanceof LoginException || e.getCause() instanceof GeneralSecurityException;
        return new CryptoException(
                ErrorCode.KEY_UNUSABLE,
                refused ? "the PKCS#11 token refused the PIN" : "cannot read the PKCS#11 token",
                e.getCause() == null ? e : e.getCause());
    }

    /** The provider whose operations run in the token. */
    public Provider provider() {
        return provider;
    }

    /**
     * The private keys of the token, each by a name that {@link #key} finds: its label, or its ID where the label is
     * missing or is that of several keys. Keys with a certificate come first. RSA keys without one follow if Java was
     * started with the options of {@link #key}.
     */
    public List<String> labels() throws CryptoException {
        try {
            List<String> labels = new ArrayList<>();
            Set<BigInteger> certified = new HashSet<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class)) {
                    labels.add(alias);
                    modulus(store.getCertificate(alias)).ifPresent(certified::add);
                }
            }
            labels.addAll(new TokenObjects(provider).rsaKeyNames(certified));
            return labels;
        } catch (GeneralSecurityException | ProviderException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "cannot list the PKCS#11 token", e);
        }
    }

    private static Optional<BigInteger> modulus(Certificate certificate) {
        return certificate.getPublicKey() instanceof RSAPublicKey key
                ? Optional.of(key.getModulus())
                : Optional.empty();
    }

    /**
     * The key with a label, or with an ID in hexadecimal digits.
     *
     * <p>The JDK shows only keys with a certificate of the same ID. RSA keys without one are found too if Java was
     * started with {@code --add-opens=jdk.crypto.cryptoki/sun.security.pkcs11=ALL-UNNAMED} and
     * {@code --add-opens=jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED}.
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
                    ErrorCode.KEY_UNUSABLE, "cannot use the key '" + label + "' of the PKCS#11 token", e);
        }
    }
}
