package org.scepclient.enrollment;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.scepclient.error.StorageException;
import org.scepclient.message.TransactionId;
import org.scepclient.pkcs10.CertificationRequest;

/**
 * The state to resume a pending transaction, also after a restart. It does not contain secrets: the signer's key is only
 * referenced.
 *
 * @param transactionId the transaction
 * @param request the request
 * @param signer the certificate that signed the request and must sign the polls
 * @param keyReference the caller's reference to the signer's key; may be empty
 * @param since the time when the request was sent
 * @param polls the number of CertPoll messages sent so far
 */
public record EnrollmentTicket(
        TransactionId transactionId,
        CertificationRequest request,
        X509Certificate signer,
        String keyReference,
        Instant since,
        int polls) {

    /** The ticket of an order that was sent at {@code since}, for example to resume it. */
    public static EnrollmentTicket of(EnrollmentOrder order, Instant since) {
        return new EnrollmentTicket(
                order.transactionId(),
                order.request(),
                order.requester().signer().certificate(),
                "",
                since,
                0);
    }

    /**
     * Decodes the result of {@link #encode}.
     *
     * @param place the source of the text, for error messages
     */
    public static EnrollmentTicket decode(String place, String text) throws StorageException {
        return TicketText.decode(place, text);
    }

    /** This ticket as text: lines of the form {@code name: value}, with DER as Base64. */
    public String encode() {
        return TicketText.encode(this);
    }

    public EnrollmentTicket withKeyReference(String reference) {
        return new EnrollmentTicket(transactionId, request, signer, reference, since, polls);
    }

    EnrollmentTicket withRequest(CertificationRequest sent) {
        return new EnrollmentTicket(transactionId, sent, signer, keyReference, since, polls);
    }

    /** Whether the request has a challengePassword. */
    public boolean sentChallenge() {
        return request.hasChallengePassword();
    }

    /** Whether the requested key itself signed the message (RFC 8894 §2.3) instead of an earlier certificate. */
    boolean initial() {
        return signer.getPublicKey().equals(request.publicKey());
    }

    EnrollmentTicket polledOnce() {
        return new EnrollmentTicket(transactionId, request, signer, keyReference, since, polls + 1);
    }
}
