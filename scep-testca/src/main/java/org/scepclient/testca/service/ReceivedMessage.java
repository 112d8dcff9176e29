package org.scepclient.testca.service;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.scepclient.cms.SignedMessage;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.TrustException;
import org.scepclient.message.MessageType;
import org.scepclient.message.Nonce;
import org.scepclient.message.ReceivedRequest;
import org.scepclient.message.ScepAttribute;
import org.scepclient.message.TransactionId;
import org.scepclient.value.Bytes;

/**
 * Reads a request. RFC 5652 §5.4 requires the signature to cover the DER of the signed attributes. Old devices write
 * them in another order and sign that, which OpenSSL accepts, and so does this CA.
 */
record ReceivedMessage(Bytes der) {

    ReceivedRequest decode() throws ProtocolException, TrustException, CryptoException {
        try {
            return ReceivedRequest.decode(der, AlgorithmRules.readable());
        } catch (TrustException e) {
            Optional<ReceivedRequest> asWritten = asWritten();
            if (asWritten.isPresent()) {
                return asWritten.get();
            }
            throw e;
        }
    }

    private Optional<ReceivedRequest> asWritten() throws ProtocolException, CryptoException {
        SignedMessage message = SignedMessage.decode(der, AlgorithmRules.readable());
        for (X509Certificate certificate : message.certificates()) {
            if (message.namesSigner(certificate) && isSignedAsWritten(message, certificate.getPublicKey())) {
                return Optional.of(request(message, certificate));
            }
        }
        return Optional.empty();
    }

    private static ReceivedRequest request(SignedMessage message, X509Certificate signer) throws ProtocolException {
        try {
            return new ReceivedRequest(
                    type(text(message, ScepAttribute.MESSAGE_TYPE)),
                    new TransactionId(text(message, ScepAttribute.TRANSACTION_ID)),
                    new Nonce(octets(message, ScepAttribute.SENDER_NONCE)),
                    signer,
                    message);
        } catch (IllegalArgumentException e) {
            throw ProtocolException.malformed("signed attributes", e);
        }
    }

    private static MessageType type(String encoded) {
        return Arrays.stream(MessageType.values())
                .filter(type -> type.encoded().equals(encoded))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("messageType is '" + encoded + "'"));
    }

    private static String text(SignedMessage message, ScepAttribute attribute) throws ProtocolException {
        return message.attribute(attribute.rfcName(), attribute.oid())
                .filter(ASN1String.class::isInstance)
                .map(value -> ((ASN1String) value).getString())
                .orElseThrow(() -> ProtocolException.attribute(attribute.rfcName(), "is missing or not a string"));
    }

    private static Bytes octets(SignedMessage message, ScepAttribute attribute) throws ProtocolException {
        return message.attribute(attribute.rfcName(), attribute.oid())
                .filter(ASN1OctetString.class::isInstance)
                .map(value -> Bytes.of(((ASN1OctetString) value).getOctets()))
                .orElseThrow(
                        () -> ProtocolException.attribute(attribute.rfcName(), "is missing or not an OCTET STRING"));
    }

    private boolean isSignedAsWritten(SignedMessage message, PublicKey key) {
        try {
            SignerInfo signer = SignerInfo.getInstance(SignedData.getInstance(
                            ContentInfo.getInstance(der.toArray()).getContent())
                    .getSignerInfos()
                    .getObjectAt(0));
            return hasDigest(signer, message) && verifies(signer, message, key);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // A message that cannot be decoded has no valid signature.
            return false;
        }
    }

    private static boolean hasDigest(SignerInfo signer, SignedMessage message) {
        ASN1OctetString expected = ASN1OctetString.getInstance(new AttributeTable(signer.getAuthenticatedAttributes())
                .get(CMSAttributes.messageDigest)
                .getAttrValues()
                .getObjectAt(0));
        byte[] actual = message.digest().digest(message.content().toArray());
        return MessageDigest.isEqual(expected.getOctets(), actual);
    }

    /** Encodes with definite lengths, which keeps the order of a decoded set; DER would sort it. */
    private static boolean verifies(SignerInfo signer, SignedMessage message, PublicKey key)
            throws GeneralSecurityException, IOException {
        Signature engine = Signature.getInstance(message.digest().signatureName(key.getAlgorithm()));
        engine.initVerify(key);
        engine.update(signer.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DL));
        return engine.verify(signer.getEncryptedDigest().getOctets());
    }
}
