package org.scepclient.cms;

import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.KeyTransRecipient;
import org.bouncycastle.cms.RecipientOperator;
import org.bouncycastle.jcajce.io.CipherInputStream;
import org.bouncycastle.operator.InputDecryptor;

/** Unwraps the content key with RSA PKCS#1 v1.5 and decrypts the content, both through the JCA. */
record RsaRecipient(ProviderKey key, ContentCipher cipher, SecureRandom random) implements KeyTransRecipient {

    @Override
    public RecipientOperator getRecipientOperator(
            AlgorithmIdentifier keyEncryption, AlgorithmIdentifier contentEncryption, byte[] encryptedKey)
            throws CMSException {
        if (!PKCSObjectIdentifiers.rsaEncryption.equals(keyEncryption.getAlgorithm())) {
            throw new CMSException("unsupported key transport " + keyEncryption.getAlgorithm());
        }
        byte[] iv =
                ASN1OctetString.getInstance(contentEncryption.getParameters()).getOctets();
        SecretKeySpec contentKey = new SecretKeySpec(contentKey(encryptedKey), cipher.keyAlgorithm());
        try {
            Cipher engine = Cipher.getInstance(cipher.transformation());
            engine.init(Cipher.DECRYPT_MODE, contentKey, new IvParameterSpec(iv));
            return new RecipientOperator(new Decryptor(contentEncryption, engine));
        } catch (GeneralSecurityException e) {
            throw new CMSException("cannot decrypt with " + cipher, e);
        }
    }

    /** RFC 3218 §2.3.2: a key that does not decrypt is replaced by a random one, so that both fail alike later. */
    private byte[] contentKey(byte[] encryptedKey) {
        byte[] substitute = new byte[cipher.keyBytes()];
        random.nextBytes(substitute);
        try {
            byte[] decrypted = key.decrypt(encryptedKey);
            return decrypted.length == substitute.length || cipher == ContentCipher.BLOWFISH ? decrypted : substitute;
        } catch (GeneralSecurityException e) {
            return substitute;
        }
    }

    private record Decryptor(AlgorithmIdentifier algorithm, Cipher engine) implements InputDecryptor {
        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return algorithm;
        }

        @Override
        public InputStream getInputStream(InputStream encrypted) {
            return new CipherInputStream(encrypted, engine);
        }
    }
}
