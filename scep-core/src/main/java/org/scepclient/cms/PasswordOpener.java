package org.scepclient.cms;

import java.math.BigInteger;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.PasswordRecipient;
import org.bouncycastle.cms.RecipientOperator;
import org.bouncycastle.cms.bc.BcPasswordEnvelopedRecipient;
import org.scepclient.value.Secret;
import org.scepclient.value.SecretAccess;

/** Unwraps the content key of a PasswordRecipientInfo (RFC 5652 §6.2.4) and decrypts the content through the JCA. */
final class PasswordOpener extends BcPasswordEnvelopedRecipient {
    /** About a second of work; whoever sends the message chooses the number and could keep a CA busy for hours. */
    private static final BigInteger MAX_ITERATIONS = BigInteger.valueOf(1_000_000);

    private final ContentCipher cipher;

    PasswordOpener(Secret password, ContentCipher cipher) {
        super(password.reveal(SecretAccess.token()).toCharArray());
        this.cipher = cipher;
        setPasswordConversionScheme(PasswordRecipient.PKCS5_SCHEME2_UTF8);
    }

    @Override
    public byte[] calculateDerivedKey(int scheme, AlgorithmIdentifier derivation, int keySize) throws CMSException {
        BigInteger iterations =
                PBKDF2Params.getInstance(derivation.getParameters()).getIterationCount();
        if (iterations.signum() <= 0 || iterations.compareTo(MAX_ITERATIONS) > 0) {
            throw new CMSException(iterations + " iterations of the key derivation, at most " + MAX_ITERATIONS);
        }
        return super.calculateDerivedKey(scheme, derivation, keySize);
    }

    @Override
    public RecipientOperator getRecipientOperator(
            AlgorithmIdentifier keyEncryption,
            AlgorithmIdentifier contentEncryption,
            byte[] derivedKey,
            byte[] encryptedKey)
            throws CMSException {
        byte[] key = extractSecretKey(keyEncryption, contentEncryption, derivedKey, encryptedKey)
                .getKey();
        return new RecipientOperator(ContentDecryptor.of(cipher, key, contentEncryption));
    }
}
