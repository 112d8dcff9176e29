package org.scepclient.cms;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;

/**
 * The content encryption algorithm of a received envelope.
 *
 * @param cipher the cipher, to which the policy applies
 * @param gcm true for AES in GCM mode (RFC 5084), which requests never use because most servers do not support it
 */
record ContentEncryption(ContentCipher cipher, boolean gcm) {

    static ContentEncryption of(ASN1ObjectIdentifier algorithm) throws CryptoException {
        Optional<ContentCipher> gcm = gcm(algorithm);
        if (gcm.isPresent()) {
            return new ContentEncryption(gcm.get(), true);
        }
        return ContentCipher.of(algorithm)
                .map(cipher -> new ContentEncryption(cipher, false))
                .orElseThrow(() -> new CryptoException(
                        ErrorCode.ALGORITHM_REFUSED,
                        "the message is encrypted with the unsupported algorithm " + AlgorithmNames.of(algorithm)));
    }

    private static Optional<ContentCipher> gcm(ASN1ObjectIdentifier algorithm) {
        if (algorithm.equals(NISTObjectIdentifiers.id_aes128_GCM)) {
            return Optional.of(ContentCipher.AES128);
        }
        if (algorithm.equals(NISTObjectIdentifiers.id_aes192_GCM)) {
            return Optional.of(ContentCipher.AES192);
        }
        return algorithm.equals(NISTObjectIdentifiers.id_aes256_GCM)
                ? Optional.of(ContentCipher.AES256)
                : Optional.empty();
    }

    /**
     * Decrypts the content. In GCM mode no part of it is returned before the tag is verified, which follows the content
     * in an EnvelopedData too (as step-ca writes it).
     */
    byte[] decrypt(byte[] key, Envelope envelope) throws GeneralSecurityException {
        SecretKeySpec secret = new SecretKeySpec(key, cipher.keyAlgorithm());
        if (!gcm) {
            byte[] iv = ASN1OctetString.getInstance(envelope.algorithm().getParameters())
                    .getOctets();
            Cipher engine = Cipher.getInstance(cipher.transformation());
            engine.init(Cipher.DECRYPT_MODE, secret, new IvParameterSpec(iv));
            return engine.doFinal(envelope.encrypted().toArray());
        }
        GCMParameters parameters =
                GCMParameters.getInstance(envelope.algorithm().getParameters());
        Cipher engine = Cipher.getInstance("AES/GCM/NoPadding");
        // RFC 5084 §3.2: aes-ICVlen is 12 to 16; the JDK refuses any other.
        var tag = new GCMParameterSpec(Math.multiplyExact(8, parameters.getIcvLen()), parameters.getNonce());
        engine.init(Cipher.DECRYPT_MODE, secret, tag);
        engine.updateAAD(envelope.associated().toArray());
        return engine.doFinal(envelope.encrypted().toArray());
    }
}
