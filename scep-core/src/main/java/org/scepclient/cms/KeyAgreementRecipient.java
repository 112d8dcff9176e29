package org.scepclient.cms;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;

/**
 * Unwraps the content key of a KeyAgreeRecipientInfo (RFC 5652 §6.2.2) with an EC key by ephemeral-static ECDH
 * (RFC 5753 §3.1), which NDES uses for EC keys.
 *
 * @param policy decides whether 3DES is accepted as key wrap
 */
record KeyAgreementRecipient(EnvelopeKey.PrivateKey own, AlgorithmPolicy policy) {

    List<Candidate> candidates(KeyAgreeRecipientInfo info) {
        List<Candidate> candidates = new ArrayList<>();
        for (ASN1Encodable element : info.getRecipientEncryptedKeys()) {
            RecipientEncryptedKey key = RecipientEncryptedKey.getInstance(element);
            candidates.add(new Candidate(
                    names(key.getIdentifier()),
                    () -> unwrap(info, key.getEncryptedKey().getOctets())));
        }
        return candidates;
    }

    private boolean names(KeyAgreeRecipientIdentifier identifier) {
        CertificateId id = new CertificateId(own.certificate());
        if (identifier.getRKeyID() != null) {
            return id.hasKeyIdentifier(
                    identifier.getRKeyID().getSubjectKeyIdentifier().getOctets());
        }
        IssuerAndSerialNumber issuer = identifier.getIssuerAndSerialNumber();
        return id.matches(issuer.getName(), issuer.getSerialNumber().getValue());
    }

    private byte[] unwrap(KeyAgreeRecipientInfo info, byte[] encryptedKey)
            throws GeneralSecurityException, IOException, CryptoException {
        AlgorithmIdentifier scheme = info.getKeyEncryptionAlgorithm();
        DigestAlgorithm digest = KeyAgreementScheme.digest(scheme.getAlgorithm())
                .orElseThrow(() -> unsupported("key agreement", scheme.getAlgorithm()));
        AlgorithmIdentifier wrapping = AlgorithmIdentifier.getInstance(scheme.getParameters());
        KeyWrap wrap =
                KeyWrap.of(wrapping.getAlgorithm()).orElseThrow(() -> unsupported("key wrap", wrapping.getAlgorithm()));
        if (wrap == KeyWrap.DES3) {
            policy.requireAccepted(ContentCipher.DES3);
        }
        OriginatorPublicKey originator = info.getOriginator().getOriginatorKey();
        if (originator == null) {
            // RFC 5753 §3.1: the sender's key is ephemeral; a static key is only referenced here.
            throw unsupported("key agreement with a static key of the sender", scheme.getAlgorithm());
        }
        byte[] secret = own.key().agree(ephemeral(originator));
        byte[] shared = sharedInfo(wrapping, info.getUserKeyingMaterial(), wrap);
        byte[] wrappingKey = derive(digest, secret, shared, wrap.keyBytes());
        Arrays.fill(secret, (byte) 0);
        Cipher cipher = Cipher.getInstance(wrap.transformation());
        cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(wrappingKey, wrap.keyAlgorithm()));
        // The algorithm name has no influence on the octets.
        return cipher.unwrap(encryptedKey, "AES", Cipher.SECRET_KEY).getEncoded();
    }

    /** The sender's key, on the curve of the recipient's key, which the message may omit (RFC 5753 §3.1.1). */
    private PublicKey ephemeral(OriginatorPublicKey originator) throws GeneralSecurityException, IOException {
        AlgorithmIdentifier ours = SubjectPublicKeyInfo.getInstance(
                        own.certificate().getPublicKey().getEncoded())
                .getAlgorithm();
        ASN1Encodable curve = originator.getAlgorithm().getParameters();
        boolean sameCurve = curve == null || curve.equals(DERNull.INSTANCE) || curve.equals(ours.getParameters());
        if (!originator.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey) || !sameCurve) {
            throw new InvalidKeyException("the sender's key is on another curve");
        }
        var key = new SubjectPublicKeyInfo(ours, originator.getPublicKeyData().getOctets());
        return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key.getEncoded(ASN1Encoding.DER)));
    }

    /** {@code ECC-CMS-SharedInfo} (RFC 5753 §7.2). */
    private static byte[] sharedInfo(AlgorithmIdentifier wrapping, ASN1OctetString ukm, KeyWrap wrap)
            throws IOException {
        byte[] bits =
                ByteBuffer.allocate(Integer.BYTES).putInt(8 * wrap.keyBytes()).array();
        ECCCMSSharedInfo info = ukm == null
                ? new ECCCMSSharedInfo(wrapping, bits)
                : new ECCCMSSharedInfo(wrapping, ukm.getOctets(), bits);
        return info.getEncoded(ASN1Encoding.DER);
    }

    /** The key derivation function of ANS X9.63 (SEC 1 §3.6.1). */
    private static byte[] derive(DigestAlgorithm digest, byte[] secret, byte[] sharedInfo, int length) {
        byte[] key = new byte[length];
        int made = 0;
        for (int counter = 1; made < length; counter++) {
            var hash = digest.newMessageDigest();
            hash.update(secret);
            hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(counter).array());
            byte[] block = hash.digest(sharedInfo);
            int part = Math.min(block.length, length - made);
            System.arraycopy(block, 0, key, made, part);
            made += part;
        }
        return key;
    }

    private static CryptoException unsupported(String what, ASN1ObjectIdentifier algorithm) {
        return new CryptoException(
                ErrorCode.ALGORITHM_REFUSED,
                "the key of the message is encrypted with the unsupported " + what + " "
                        + AlgorithmNames.of(algorithm));
    }
}
