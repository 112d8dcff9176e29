package org.scepclient.enrollment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.message.MessageType;
import org.scepclient.message.RequestBody;
import org.scepclient.message.TransactionId;
import org.scepclient.operation.Requester;
import org.scepclient.pkcs10.CertificationRequest;

/**
 * The order of a certificate.
 *
 * @param request the certification request; at a renewal it is for a new key and has no challengePassword
 * @param requester signs the messages and opens the replies
 * @param choice selects the message type
 * @param transactionId the transaction's identifier, the same in all its messages
 * @param challengeFallback at a renewal, the same request with a challengePassword: sent only if the server refuses
 *     without (scepserver, step-ca)
 */
public record EnrollmentOrder(
        CertificationRequest request,
        Requester requester,
        MessageChoice choice,
        TransactionId transactionId,
        Optional<CertificationRequest> challengeFallback) {

    /** The message for requesting a certificate. */
    public enum MessageChoice {
        /** PKCSReq (19): for a first enrollment, one on behalf of another client, or a renewal by choice. */
        PKCS_REQ,
        /** RenewalReq (17), even if the CA does not offer it. */
        RENEWAL_REQ,
        /**
         * For a renewal: RenewalReq if the CA offers it; PKCSReq signed with the old certificate if it does not, or if
         * it refuses RenewalReq nevertheless (OpenXPKI with its default configuration, jscep).
         */
        AUTOMATIC
    }

    /** One of the messages that an order tries, because servers differ. */
    record Attempt(MessageType type, CertificationRequest request) {
        RequestBody body() {
            return type == MessageType.RENEWAL_REQ
                    ? new RequestBody.RenewalReq(request)
                    : new RequestBody.PkcsReq(request);
        }
    }

    /**
     * A first enrollment, or one on a device's behalf: by PKCSReq. The transactionID is the SHA-256 digest of the request:
     * the same request again, after a lost reply, is the same transaction, and another request is another one.
     */
    public static EnrollmentOrder initial(CertificationRequest request, Requester requester) {
        byte[] digest = DigestAlgorithm.SHA256.digest(request.der().toArray());
        return new EnrollmentOrder(request, requester, MessageChoice.PKCS_REQ, id(digest), Optional.empty());
    }

    /**
     * A renewal.
     *
     * @param requester the old key and the certificate to renew
     */
    public static EnrollmentOrder renewal(CertificationRequest request, Requester requester) {
        return initial(request, requester).by(MessageChoice.AUTOMATIC);
    }

    public EnrollmentOrder by(MessageChoice message) {
        return new EnrollmentOrder(request, requester, message, transactionId, challengeFallback);
    }

    public EnrollmentOrder inTransaction(TransactionId id) {
        return new EnrollmentOrder(request, requester, choice, id, challengeFallback);
    }

    /**
     * The order as it is sent in another way when the server refused it so often. A FAILURE ended the transaction
     * before (RFC 8894 §2.5.1), and a server that remembers it would answer the same again, so after one the
     * identifier is another, which follows from the first.
     */
    public EnrollmentOrder afterRefusals(int refusals) {
        if (refusals == 0) {
            return this;
        }
        String next = transactionId.value() + "/" + refusals;
        byte[] digest = DigestAlgorithm.SHA256.digest(next.getBytes(StandardCharsets.US_ASCII));
        return inTransaction(id(digest));
    }

    private static TransactionId id(byte[] digest) {
        return new TransactionId(HexFormat.of().withUpperCase().formatHex(digest));
    }

    public EnrollmentOrder withChallengeFallback(CertificationRequest withChallenge) {
        return new EnrollmentOrder(request, requester, choice, transactionId, Optional.of(withChallenge));
    }

    /** The messages to try, in their order. */
    List<Attempt> attempts(CaCapabilities capabilities) {
        List<Attempt> attempts = new ArrayList<>();
        for (MessageType type : types(capabilities)) {
            attempts.add(new Attempt(type, request));
            challengeFallback.ifPresent(withChallenge -> attempts.add(new Attempt(type, withChallenge)));
        }
        return attempts;
    }

    private List<MessageType> types(CaCapabilities capabilities) {
        return switch (choice) {
            case PKCS_REQ -> List.of(MessageType.PKCS_REQ);
            case RENEWAL_REQ -> List.of(MessageType.RENEWAL_REQ);
            // RFC 8894 §2.3: RenewalReq only if the CA offers it.
            case AUTOMATIC ->
                capabilities.offersRenewal()
                        ? List.of(MessageType.RENEWAL_REQ, MessageType.PKCS_REQ)
                        : List.of(MessageType.PKCS_REQ);
        };
    }
}
