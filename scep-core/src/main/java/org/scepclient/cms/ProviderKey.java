package org.scepclient.cms;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;

/**
 * A private key and the JCA provider that must operate on it.
 *
 * @param privateKey the key, which may be a reference into a token
 * @param provider the provider that holds the key; empty for any that accepts it
 */
public record ProviderKey(PrivateKey privateKey, Optional<Provider> provider) {
    private static final String ECDH = "ECDH";

    /** A key in memory, for any installed provider. */
    public static ProviderKey of(PrivateKey privateKey) {
        return new ProviderKey(privateKey, Optional.empty());
    }

    /** Signs {@code content} with the signature algorithm for the digest and the type of key. */
    public byte[] sign(DigestAlgorithm digest, byte[] content) throws GeneralSecurityException {
        String name = digest.signatureName(privateKey.getAlgorithm());
        Optional<Provider> own = providerOf("Signature", name);
        Signature signature = own.isPresent() ? Signature.getInstance(name, own.get()) : Signature.getInstance(name);
        signature.initSign(privateKey);
        signature.update(content);
        return signature.sign();
    }

    /**
     * A cipher ready to decrypt an RSA block, independent of the received data.
     *
     * @param padding PKCS1Padding or OAEPPadding
     */
    Cipher decrypter(String padding, Optional<AlgorithmParameterSpec> parameters) throws GeneralSecurityException {
        String name = "RSA/ECB/" + padding;
        Optional<Provider> own = providerOf("Cipher", name).or(() -> providerOf("Cipher", "RSA"));
        Cipher cipher = own.isPresent() ? Cipher.getInstance(name, own.get()) : Cipher.getInstance(name);
        if (parameters.isPresent()) {
            cipher.init(Cipher.DECRYPT_MODE, privateKey, parameters.get());
        } else {
            cipher.init(Cipher.DECRYPT_MODE, privateKey);
        }
        return cipher;
    }

    /** True for an EC key that supports key agreement; in a token, this depends on the provider. */
    public boolean canAgree() {
        return privateKey.getAlgorithm().startsWith("EC")
                && (privateKey.getFormat() != null
                        || provider.filter(given -> given.getService("KeyAgreement", ECDH) != null)
                                .isPresent());
    }

    /** The shared secret with the holder of another EC key (ECDH). */
    byte[] agree(PublicKey other) throws GeneralSecurityException {
        Optional<Provider> own = providerOf("KeyAgreement", ECDH);
        KeyAgreement agreement =
                own.isPresent() ? KeyAgreement.getInstance(ECDH, own.get()) : KeyAgreement.getInstance(ECDH);
        agreement.init(privateKey);
        agreement.doPhase(other, true);
        return agreement.generateSecret();
    }

    /**
     * The key's provider, unless the key is in memory and the provider lacks the algorithm (SunRsaSign only signs); then
     * any provider may use it. Only its own provider can use a key in a token, which has no encoding.
     */
    private Optional<Provider> providerOf(String service, String algorithm) {
        return provider.filter(given -> privateKey.getFormat() == null || given.getService(service, algorithm) != null);
    }

    @Override
    public String toString() {
        return "ProviderKey[" + privateKey.getAlgorithm() + "]";
    }
}
