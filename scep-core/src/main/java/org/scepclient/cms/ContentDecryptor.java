package org.scepclient.cms;

import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.jcajce.io.CipherInputStream;
import org.bouncycastle.operator.InputDecryptor;

/** Decrypts the content of an EnvelopedData through the JCA. */
record ContentDecryptor(AlgorithmIdentifier algorithm, Cipher engine) implements InputDecryptor {

    /** With the initialisation vector that stands in {@code algorithm}. */
    static ContentDecryptor of(ContentCipher cipher, byte[] key, AlgorithmIdentifier algorithm) throws CMSException {
        try {
            byte[] iv = ASN1OctetString.getInstance(algorithm.getParameters()).getOctets();
            Cipher engine = Cipher.getInstance(cipher.transformation());
            engine.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, cipher.keyAlgorithm()), new IvParameterSpec(iv));
            return new ContentDecryptor(algorithm, engine);
        } catch (GeneralSecurityException e) {
            throw new CMSException("cannot decrypt with " + cipher, e);
        }
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return algorithm;
    }

    @Override
    public InputStream getInputStream(InputStream encrypted) {
        return new CipherInputStream(encrypted, engine);
    }
}
