package org.scepclient.cms;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * A private key and the JCA provider that must operate on it.
 *
 * @param privateKey the key, which may be a reference into a token
 * @param provider the provider that holds the key; empty for any that takes it
 */
public record ProviderKey(PrivateKey privateKey, Optional<Provider> provider) {

    /** A key in memory, for any installed provider. */
    public static ProviderKey of(PrivateKey privateKey) {
        return new ProviderKey(privateKey, Optional.empty());
    }

    /** Signs {@code content}; the signature algorithm follows from the digest and the kind of key. */
    public byte[] sign(DigestAlgorithm digest, byte[] content) throws GeneralSecurityException {
        String name = digest.signatureName(privateKey.getAlgorithm());
        Optional<Provider> own = providerOf("Signature", name);
        Signature signature = own.isPresent() ? Signature.getInstance(name, own.get()) : Signature.getInstance(name);
        signature.initSign(privateKey);
        signature.update(content);
        return signature.sign();
    }

    /** Decrypts an RSA PKCS#1 v1.5 block; only the decryption itself depends on what was received. */
    Cipher decrypter() throws GeneralSecurityException {
        String name = "RSA/ECB/PKCS1Padding";
        Optional<Provider> own = providerOf("Cipher", name).or(() -> providerOf("Cipher", "RSA"));
        Cipher cipher = own.isPresent() ? Cipher.getInstance(name, own.get()) : Cipher.getInstance(name);
        cipher.init(Cipher.DECRYPT_MODE, privateKey);
        return cipher;
    }

    /**
     * Some providers only sign (SunRsaSign): any other may then decrypt with a key that is in memory. A key in a
     * token, which has no encoding, is used where it is or not at all.
     */
    private Optional<Provider> providerOf(String service, String algorithm) {
        return provider.filter(given -> privateKey.getFormat() == null || given.getService(service, algorithm) != null);
    }

    @Override
    public String toString() {
        return "ProviderKey[" + privateKey.getAlgorithm() + "]";
    }
}
