package org.scepclient.message;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.EnvelopeReader;
import org.scepclient.cms.SignedMessage;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.TrustException;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Bytes;
import org.scepclient.value.Printable;

/**
 * Decodes a CertRep that complies with every rule (RFC 8894 §3.2, §3.3.2).
 *
 * @param policy the accepted algorithms
 * @param random see {@link EnvelopeReader}
 */
public record ReplyDecoder(AlgorithmPolicy policy, SecureRandom random) {
    private static final int MAX_TEXT = 1000;

    /**
     * The context that decides whether a reply is accepted.
     *
     * @param request the message to which it replies
     * @param ca the certificates that may sign it
     * @param key the key for its envelope
     * @param now the time at which the signer's certificate must be valid
     */
    public record Expectation(RequestMessage request, CaCertificates ca, EnvelopeKey key, Instant now) {}

    public CertRep decode(Bytes reply, Expectation expected) throws ProtocolException, TrustException, CryptoException {
        SignedMessage message = SignedMessage.decode(reply, policy);
        // RFC 8894 §3.2, §2.2: signed by a certificate that is already trusted, not by one in the message.
        expected.ca().requireSignedBy(message, PathRules.of(policy, expected.now()));
        requireType(message);
        requireTransaction(message, expected.request());
        requireNonce(message, expected.request());
        TransactionId id = expected.request().transactionId();
        Nonce nonce = expected.request().senderNonce();
        return switch (CertRep.Status.of(ScepAttribute.PKI_STATUS.requiredTextIn(message))) {
            case SUCCESS -> new CertRep.Success(id, nonce, content(message, expected));
            case PENDING -> new CertRep.Pending(id, nonce);
            case FAILURE -> failure(message, expected.request());
        };
    }

    /** RFC 8894 §3.2.1.2: CertRep is the only message type that a client receives. */
    private static void requireType(SignedMessage message) throws ProtocolException {
        MessageType type = MessageType.of(ScepAttribute.MESSAGE_TYPE.requiredTextIn(message));
        if (type != MessageType.CERT_REP) {
            throw ProtocolException.mismatch("messageType", type.name(), MessageType.CERT_REP.name());
        }
    }

    /** RFC 8894 §3.2.1.1: the whole value is compared, not a prefix. */
    private static void requireTransaction(SignedMessage message, RequestMessage request) throws ProtocolException {
        String seen = ScepAttribute.TRANSACTION_ID.requiredTextIn(message);
        String expected = request.transactionId().value();
        if (!seen.equals(expected)) {
            throw ProtocolException.mismatch("transactionID", "'" + printable(seen) + "'", expected);
        }
    }

    /** RFC 8894 §3.2.1.5: a reply whose recipientNonce differs from the senderNonce of the request is rejected. */
    private static void requireNonce(SignedMessage message, RequestMessage request) throws ProtocolException {
        Bytes seen = ScepAttribute.RECIPIENT_NONCE.requiredOctetsIn(message);
        Bytes expected = request.senderNonce().value();
        if (!seen.equals(expected)) {
            throw ProtocolException.mismatch("recipientNonce", seen.toHex(), expected.toHex());
        }
    }

    private CertificatesOnly content(SignedMessage message, Expectation expected)
            throws ProtocolException, CryptoException {
        Bytes envelope = message.content();
        if (envelope.isEmpty()) {
            // RFC 8894 §3.3.2.1: a SUCCESS has the requested content.
            throw ProtocolException.malformed("CertRep", "status SUCCESS without an envelope");
        }
        CertificatesOnly content =
                CertificatesOnly.decode(new EnvelopeReader(policy, random).read(envelope, expected.key()));
        if (content.certificates().isEmpty() && !content.unreadable().isEmpty()) {
            throw ProtocolException.malformed(
                    "certificate of the reply", content.unreadable().getFirst().toString());
        }
        return content;
    }

    private static CertRep failure(SignedMessage message, RequestMessage request) throws ProtocolException {
        Optional<String> digits = ScepAttribute.FAIL_INFO.textIn(message);
        // RFC 8894 §3.2.1.4: any other value is an error; without the attribute, the refusal has no reason.
        Optional<FailInfo> info = digits.isEmpty() ? Optional.empty() : Optional.of(FailInfo.of(digits.get()));
        Optional<String> text = ScepAttribute.FAIL_INFO_TEXT.textIn(message).map(ReplyDecoder::printable);
        return new CertRep.Failure(request.transactionId(), request.senderNonce(), info, text);
    }

    private static String printable(String text) {
        String line = Printable.oneLine(text).strip();
        return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
    }
}
