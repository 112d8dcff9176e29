package org.scepclient.testca.fault;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.scepclient.value.Bytes;

/** Forms of EnvelopedData (RFC 5652 §6.1) that RFC 8894 does not require, but that some servers send. */
record UnusualEnvelopes(SecureRandom random) {
    private static final int KEY_BYTES = 16;
    private static final int BLOCK_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    /** Encrypts for the holder of an RSA certificate. */
    Bytes write(Fault fault, Bytes content, X509Certificate to) {
        try {
            byte[] key = random(KEY_BYTES);
            KeyTransRecipientInfo recipient = new KeyTransRecipientInfo(
                    fault == Fault.RECIPIENT_BY_KEY_IDENTIFIER ? keyIdentifier(to) : issuerAndSerial(to),
                    keyTransport(fault),
                    new DEROctetString(wrapped(fault, key, to.getPublicKey())));
            DERSet recipients = new DERSet(new RecipientInfo(recipient));
            return switch (fault) {
                case AUTH_ENVELOPED_DATA -> authenticated(recipients, content, key);
                case CIPHER_AES_GCM -> enveloped(recipients, withGcm(content, key));
                default -> enveloped(recipients, withCbc(content, key));
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the content is not encrypted", e);
        }
    }

    /** {@code AuthEnvelopedData}: the tag is in the field mac. */
    private Bytes authenticated(DERSet recipients, Bytes content, byte[] key) throws GeneralSecurityException {
        EncryptedContentInfo whole = withGcm(content, key);
        byte[] encrypted = whole.getEncryptedContent().getOctets();
        int length = encrypted.length - TAG_BYTES;
        EncryptedContentInfo withoutTag =
                encrypted(whole.getContentEncryptionAlgorithm(), Arrays.copyOf(encrypted, length));
        DEROctetString tag = new DEROctetString(Arrays.copyOfRange(encrypted, length, encrypted.length));
        AuthEnvelopedData data = new AuthEnvelopedData(null, recipients, withoutTag, null, tag, null);
        return Der.encoded(new ContentInfo(CMSObjectIdentifiers.authEnvelopedData, data));
    }

    private static Bytes enveloped(DERSet recipients, EncryptedContentInfo content) {
        EnvelopedData data = new EnvelopedData(null, recipients, content, (DERSet) null);
        return Der.encoded(new ContentInfo(CMSObjectIdentifiers.envelopedData, data));
    }

    private EncryptedContentInfo withGcm(Bytes content, byte[] key) throws GeneralSecurityException {
        byte[] nonce = random(NONCE_BYTES);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        return encrypted(
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes128_GCM, new GCMParameters(nonce, TAG_BYTES)),
                cipher.doFinal(content.toArray()));
    }

    private EncryptedContentInfo withCbc(Bytes content, byte[] key) throws GeneralSecurityException {
        byte[] iv = random(BLOCK_BYTES);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return encrypted(
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes128_CBC, new DEROctetString(iv)),
                cipher.doFinal(content.toArray()));
    }

    private static EncryptedContentInfo encrypted(AlgorithmIdentifier algorithm, byte[] content) {
        ASN1OctetString octets = new DEROctetString(content);
        return new EncryptedContentInfo(CMSObjectIdentifiers.data, algorithm, octets);
    }

    private static RecipientIdentifier issuerAndSerial(X509Certificate to) {
        return new RecipientIdentifier(new IssuerAndSerialNumber(
                Certificate.getInstance(Der.encoded(to).toArray())));
    }

    private static RecipientIdentifier keyIdentifier(X509Certificate to) throws GeneralSecurityException {
        return new RecipientIdentifier(new DEROctetString(new JcaX509ExtensionUtils()
                .createSubjectKeyIdentifier(to.getPublicKey())
                .getKeyIdentifier()));
    }

    private static AlgorithmIdentifier keyTransport(Fault fault) {
        if (fault != Fault.KEY_TRANSPORT_OAEP) {
            return new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        }
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        return new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSAES_OAEP,
                new RSAESOAEPparams(
                        sha256,
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256),
                        RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));
    }

    private static byte[] wrapped(Fault fault, byte[] key, PublicKey to) throws GeneralSecurityException {
        Cipher rsa;
        if (fault == Fault.KEY_TRANSPORT_OAEP) {
            rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
            rsa.init(
                    Cipher.ENCRYPT_MODE,
                    to,
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        } else {
            rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            rsa.init(Cipher.ENCRYPT_MODE, to);
        }
        return rsa.doFinal(key);
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
