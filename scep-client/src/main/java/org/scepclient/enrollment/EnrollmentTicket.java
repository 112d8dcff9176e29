package org.scepclient.enrollment;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.scepclient.message.TransactionId;
import org.scepclient.pkcs10.CertificationRequest;

/**
 * What is needed to go on with a pending transaction, after a restart too. It holds no secret: the signer's key
 * is only referred to.
 *
 * @param transactionId the transaction
 * @param request what was asked for
 * @param signer the certificate that signed, and has to sign the polls
 * @param keyReference where the signer's key is found again, in the caller's own words; perhaps empty
 * @param since when the request was sent
 * @param polls how many CertPoll messages have been sent
 */
public record EnrollmentTicket(
        TransactionId transactionId,
        CertificationRequest request,
        X509Certificate signer,
        String keyReference,
        Instant since,
        int polls) {

    /** The ticket of an order that is taken to have been sent at {@code since}, for example to resume it. */
    public static EnrollmentTicket of(EnrollmentOrder order, Instant since) {
        return new EnrollmentTicket(
                order.transactionId(),
                order.request(),
                order.requester().signer().certificate(),
                "",
                since,
                0);
    }

    public EnrollmentTicket withKeyReference(String reference) {
        return new EnrollmentTicket(transactionId, request, signer, reference, since, polls);
    }

    EnrollmentTicket withRequest(CertificationRequest sent) {
        return new EnrollmentTicket(transactionId, sent, signer, keyReference, since, polls);
    }

    /** Whether the request carries a challengePassword. */
    public boolean sentChallenge() {
        return request.hasChallengePassword();
    }

    /** Whether the requested key signed for itself (RFC 8894 §2.3), not an earlier certificate. */
    boolean initial() {
        return signer.getPublicKey().equals(request.publicKey());
    }

    EnrollmentTicket polledOnce() {
        return new EnrollmentTicket(transactionId, request, signer, keyReference, since, polls + 1);
    }
}
