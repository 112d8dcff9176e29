package org.scepclient.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.KeyTransRecipientInfoGenerator;
import org.bouncycastle.cms.PasswordRecipient;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.bc.BcPasswordRecipientInfoGenerator;
import org.bouncycastle.operator.AsymmetricKeyWrapper;
import org.bouncycastle.operator.GenericKey;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.OutputEncryptor;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.value.Bytes;

/**
 * Encrypts the pkcsPKIEnvelope (RFC 8894 §3.2.2): an EnvelopedData in DER for one recipient, with RSA PKCS#1 v1.5 key
 * transport and a CBC cipher, which every server supports.
 */
public record EnvelopeWriter(ContentCipher cipher, SecureRandom random) {
    private static final int SALT_BYTES = 16;

    /** Makes each guess at the often short challengePassword of a recorded message expensive. */
    private static final int ITERATIONS = 50_000;

    public Bytes write(Bytes content, EnvelopeRecipient recipient) throws CryptoException {
        try {
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(recipientInfo(recipient));
            return Bytes.of(generator
                    .generate(new CMSProcessableByteArray(content.toArray()), new ContentEncryptor())
                    .toASN1Structure()
                    .getEncoded(ASN1Encoding.DER));
        } catch (CMSException | GeneralSecurityException | IOException | RuntimeException e) {
            // The generator reports failures of operators by unchecked exceptions too.
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the message cannot be encrypted to the recipient", e);
        }
    }

    private RecipientInfoGenerator recipientInfo(EnvelopeRecipient recipient) throws CertificateEncodingException {
        return switch (recipient) {
            case EnvelopeRecipient.Certificate to -> new KeyTransport(to);
            case EnvelopeRecipient.Password with -> {
                char[] password = with.password().reveal().toCharArray();
                var generator = new BcPasswordRecipientInfoGenerator(CMSAlgorithm.AES128_CBC, password);
                generator.setPasswordConversionScheme(PasswordRecipient.PKCS5_SCHEME2_UTF8);
                generator.setPRF(PasswordRecipient.PRF.HMacSHA256);
                generator.setSaltAndIterationCount(salt(), ITERATIONS);
                generator.setSecureRandom(random);
                yield generator;
            }
        };
    }

    private byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    /** {@code KeyTransRecipientInfo ::= SEQUENCE {version, rid, keyEncryptionAlgorithm, encryptedKey}}. */
    private static final class KeyTransport extends KeyTransRecipientInfoGenerator {
        KeyTransport(EnvelopeRecipient.Certificate to) throws CertificateEncodingException {
            super(
                    new IssuerAndSerialNumber(new JcaX509CertificateHolder(to.certificate()).toASN1Structure()),
                    new RsaWrapper(to.certificate().getPublicKey()));
        }
    }

    private static final class RsaWrapper extends AsymmetricKeyWrapper {
        private final PublicKey key;

        RsaWrapper(PublicKey key) {
            super(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE));
            this.key = key;
        }

        @Override
        public byte[] generateWrappedKey(GenericKey contentKey) throws OperatorException {
            try {
                Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
                // With the key, not the certificate: the choice of the recipient has checked the key usage.
                rsa.init(Cipher.ENCRYPT_MODE, key);
                return rsa.doFinal((byte[]) contentKey.getRepresentation());
            } catch (GeneralSecurityException e) {
                throw new OperatorException("the recipient's key does not encrypt", e);
            }
        }
    }

    /** {@code contentEncryptionAlgorithm}, with a new key and a new initialization vector for each message. */
    private final class ContentEncryptor implements OutputEncryptor {
        private final byte[] key = new byte[cipher.keyBytes()];
        private final byte[] iv = new byte[cipher.blockBytes()];
        private final Cipher engine;

        ContentEncryptor() throws GeneralSecurityException {
            random.nextBytes(key);
            random.nextBytes(iv);
            engine = Cipher.getInstance(cipher.transformation());
            engine.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, cipher.keyAlgorithm()), new IvParameterSpec(iv));
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new AlgorithmIdentifier(cipher.oid(), new DEROctetString(iv));
        }

        @Override
        public OutputStream getOutputStream(OutputStream encrypted) {
            return new CipherOutputStream(encrypted, engine);
        }

        @Override
        public GenericKey getKey() {
            return new GenericKey(new AlgorithmIdentifier(cipher.oid()), key);
        }
    }
}
