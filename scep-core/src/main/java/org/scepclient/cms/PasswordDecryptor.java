package org.scepclient.cms;

import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.PasswordRecipientInfo;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.PasswordRecipient;
import org.bouncycastle.cms.bc.BcPasswordEnvelopedRecipient;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.value.Secret;

/** Unwraps the content key of a PasswordRecipientInfo (RFC 5652 §6.2.4). */
final class PasswordDecryptor extends BcPasswordEnvelopedRecipient {
    /** About a second of work: the sender chooses the number and could keep a CA busy for hours. */
    private static final BigInteger MAX_ITERATIONS = BigInteger.valueOf(1_000_000);

    PasswordDecryptor(Secret password) {
        super(password.reveal().toCharArray());
        setPasswordConversionScheme(PasswordRecipient.PKCS5_SCHEME2_UTF8);
    }

    /** The candidate of a recipient info, which has no identifier. */
    Candidate candidate(PasswordRecipientInfo info, AlgorithmIdentifier content) {
        return new Candidate(true, () -> unwrap(info, content));
    }

    private byte[] unwrap(PasswordRecipientInfo info, AlgorithmIdentifier content)
            throws CMSException, CryptoException {
        AlgorithmIdentifier encryption = info.getKeyEncryptionAlgorithm();
        if (!encryption.getAlgorithm().equals(PKCSObjectIdentifiers.id_alg_PWRI_KEK)) {
            throw unsupported("password-based encryption", encryption.getAlgorithm());
        }
        AlgorithmIdentifier derivation = info.getKeyDerivationAlgorithm();
        if (derivation == null || !derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw unsupported(
                    "key derivation", derivation == null ? encryption.getAlgorithm() : derivation.getAlgorithm());
        }
        AlgorithmIdentifier key = AlgorithmIdentifier.getInstance(encryption.getParameters());
        ContentCipher cipher = ContentCipher.of(key.getAlgorithm())
                .orElseThrow(() -> unsupported("password-based encryption", key.getAlgorithm()));
        byte[] derived = calculateDerivedKey(getPasswordConversionScheme(), derivation, 8 * cipher.keyBytes());
        return extractSecretKey(key, content, derived, info.getEncryptedKey().getOctets())
                .getKey();
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

    private static CryptoException unsupported(String what, ASN1ObjectIdentifier algorithm) {
        return new CryptoException(
                ErrorCode.ALGORITHM_REFUSED,
                "the key of the message is encrypted with the unsupported " + what + " "
                        + AlgorithmNames.of(algorithm));
    }
}
