package org.scepclient.testca.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.bc.BcCMSContentEncryptorBuilder;
import org.bouncycastle.operator.GenericKey;
import org.scepclient.value.Bytes;

/** EnvelopedData for an EC key: an ephemeral key and ECDH (RFC 5753 §3.1), SHA-256 and AES-128 key wrap. */
record KeyAgreementEnvelope(SecureRandom random) {
    private static final AlgorithmIdentifier WRAP = new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes128_wrap);
    private static final int WRAP_BYTES = 16;

    Bytes write(Bytes content, X509Certificate to) {
        try {
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(contentKey -> recipient(contentKey, to));
            return Bytes.of(generator
                    .generate(
                            new CMSProcessableByteArray(content.toArray()),
                            new BcCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC)
                                    .setSecureRandom(random)
                                    .build())
                    .toASN1Structure()
                    .getEncoded(ASN1Encoding.DER));
        } catch (CMSException | IOException e) {
            throw new IllegalStateException("the content is not encrypted to the EC key", e);
        }
    }

    private RecipientInfo recipient(GenericKey contentKey, X509Certificate to) throws CMSException {
        try {
            KeyPair ephemeral = ephemeral((ECPublicKey) to.getPublicKey());
            byte[] wrapped = wrapped((byte[]) contentKey.getRepresentation(), secret(ephemeral, to));
            return new RecipientInfo(new KeyAgreeRecipientInfo(
                    new OriginatorIdentifierOrKey(originator(ephemeral)),
                    null,
                    new AlgorithmIdentifier(SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme, WRAP),
                    new DERSequence(new RecipientEncryptedKey(named(to), new DEROctetString(wrapped)))));
        } catch (GeneralSecurityException | IOException e) {
            throw new CMSException("no key agreement with the EC key", e);
        }
    }

    private KeyPair ephemeral(ECPublicKey like) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(like.getParams(), random);
        return generator.generateKeyPair();
    }

    private static byte[] secret(KeyPair ephemeral, X509Certificate to) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(ephemeral.getPrivate());
        agreement.doPhase(to.getPublicKey(), true);
        return agreement.generateSecret();
    }

    /** One round of the key derivation function of ANS X9.63 is longer than the wrapping key. */
    private static byte[] wrapped(byte[] contentKey, byte[] secret) throws GeneralSecurityException, IOException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(secret);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(1).array());
        byte[] bits = ByteBuffer.allocate(Integer.BYTES).putInt(8 * WRAP_BYTES).array();
        byte[] derived = digest.digest(new ECCCMSSharedInfo(WRAP, bits).getEncoded(ASN1Encoding.DER));
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(Arrays.copyOf(derived, WRAP_BYTES), "AES"));
        return cipher.wrap(new SecretKeySpec(contentKey, "AES"));
    }

    private static OriginatorPublicKey originator(KeyPair ephemeral) {
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(ephemeral.getPublic().getEncoded());
        return new OriginatorPublicKey(
                key.getAlgorithm(), key.getPublicKeyData().getOctets());
    }

    private static KeyAgreeRecipientIdentifier named(X509Certificate to) throws CertificateEncodingException {
        return new KeyAgreeRecipientIdentifier(new org.bouncycastle.asn1.cms.IssuerAndSerialNumber(
                new JcaX509CertificateHolder(to).toASN1Structure()));
    }
}
