package org.scepclient.message;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.EnvelopeReader;
import org.scepclient.cms.SignedMessage;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.TrustException;
import org.scepclient.value.Bytes;

/**
 * A request received by a CA.
 *
 * <p>The signature is verified with the signer's certificate in the message; the CA has to decide whether the signer is
 * authorized.
 *
 * @param type the type of the body
 * @param transactionId the ID to repeat in the reply
 * @param senderNonce the nonce to repeat in the reply as recipientNonce
 * @param signer the certificate that signed the message, to which the reply is encrypted
 * @param message the verified message
 */
public record ReceivedRequest(
        MessageType type,
        TransactionId transactionId,
        Nonce senderNonce,
        X509Certificate signer,
        SignedMessage message) {

    /** Decodes and verifies the outer message (RFC 8894 §3.2). */
    public static ReceivedRequest decode(Bytes der, AlgorithmPolicy policy)
            throws ProtocolException, TrustException, CryptoException {
        SignedMessage message = SignedMessage.decode(der, policy);
        X509Certificate signer = signer(message);
        MessageType type = MessageType.of(ScepAttribute.MESSAGE_TYPE.requiredTextIn(message));
        return new ReceivedRequest(type, transactionId(message), senderNonce(message), signer, message);
    }

    private static X509Certificate signer(SignedMessage message) throws ProtocolException, TrustException {
        List<X509Certificate> certificates = message.certificates();
        for (X509Certificate certificate : certificates) {
            if (message.namesSigner(certificate) && message.isSignedBy(certificate.getPublicKey())) {
                return certificate;
            }
        }
        throw new TrustException(
                ErrorCode.SIGNATURE,
                "the signature of the request verifies with none of its certificates (" + certificates.size() + ")");
    }

    private static TransactionId transactionId(SignedMessage message) throws ProtocolException {
        String value = ScepAttribute.TRANSACTION_ID.requiredTextIn(message);
        try {
            return new TransactionId(value);
        } catch (IllegalArgumentException e) {
            throw ProtocolException.attribute("transactionID", "is unusable: " + e.getMessage());
        }
    }

    private static Nonce senderNonce(SignedMessage message) throws ProtocolException {
        Bytes value = ScepAttribute.SENDER_NONCE.requiredOctetsIn(message);
        if (value.length() != Nonce.LENGTH) {
            throw ProtocolException.attribute("senderNonce", "has " + value.length() + " bytes");
        }
        return new Nonce(value);
    }

    /** Decrypts the envelope with the key of the CA or RA. */
    public Body open(EnvelopeKey key, AlgorithmPolicy policy, SecureRandom random)
            throws ProtocolException, CryptoException {
        EnvelopeReader.Opened opened = new EnvelopeReader(policy, random).open(message.content(), key);
        return new Body(RequestBody.decode(type, opened.content()), new Algorithms(opened.cipher(), message.digest()));
    }

    /** The content of a request, and the algorithms of the client, which the CA should use in its reply. */
    public record Body(RequestBody content, Algorithms algorithms) {}
}
