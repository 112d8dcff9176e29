package org.scepclient.cms;

import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.KeyTransRecipient;
import org.bouncycastle.cms.RecipientOperator;

/**
 * Unwraps the content key with RSA PKCS#1 v1.5 and decrypts the content, both through the JCA.
 *
 * @param rsa ready to decrypt with the recipient's key
 * @param cipher of the content
 * @param random makes the key that stands in for one that does not decrypt
 */
record RsaRecipient(Cipher rsa, ContentCipher cipher, SecureRandom random) implements KeyTransRecipient {

    @Override
    public RecipientOperator getRecipientOperator(
            AlgorithmIdentifier keyEncryption, AlgorithmIdentifier contentEncryption, byte[] encryptedKey)
            throws CMSException {
        if (!PKCSObjectIdentifiers.rsaEncryption.equals(keyEncryption.getAlgorithm())) {
            throw new CMSException("unsupported key transport " + keyEncryption.getAlgorithm());
        }
        return new RecipientOperator(ContentDecryptor.of(cipher, contentKey(encryptedKey), contentEncryption));
    }

    /** RFC 3218 §2.3.2: a key that does not decrypt is replaced by a random one, so that both fail alike later. */
    private byte[] contentKey(byte[] encryptedKey) {
        byte[] substitute = new byte[cipher.keyBytes()];
        random.nextBytes(substitute);
        try {
            byte[] decrypted = rsa.doFinal(encryptedKey);
            return cipher.takesKeyOf(decrypted.length) ? decrypted : substitute;
        } catch (GeneralSecurityException | ProviderException e) {
            return substitute;
        }
    }
}
