package org.scepclient.enrollment;

import java.util.Optional;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TransportException;
import org.scepclient.message.CertRep;
import org.scepclient.message.FailInfo;
import org.scepclient.message.TransactionId;
import org.scepclient.trust.IssuedCertificate;

/**
 * The state of an enrollment (RFC 8894 §2.5.1, figure 1): {@link Pending} is CERT-REQ-PENDING and {@link Issued} is
 * CERT-ISSUED; {@link Refused}, {@link Rejected} and {@link GaveUp} return to CERT-NONEXISTENT.
 */
public sealed interface Enrollment {

    /** The CA has not decided yet; the client polls. */
    record Pending(EnrollmentTicket ticket) implements Enrollment {}

    /** A final state. */
    sealed interface Outcome extends Enrollment {

        /** The certificate; fails with the reason if there is none. */
        IssuedCertificate issuedOrThrow() throws ScepException;
    }

    /** The CA issued the certificate, which passed all checks. */
    record Issued(IssuedCertificate issued, TransactionId transactionId) implements Outcome {
        @Override
        public IssuedCertificate issuedOrThrow() {
            return issued;
        }
    }

    /**
     * The CA refused the request.
     *
     * @param ticket the refused request
     */
    record Refused(CertRep.Failure failure, EnrollmentTicket ticket) implements Outcome {
        @Override
        public IssuedCertificate issuedOrThrow() throws ProtocolException {
            throw error();
        }

        /** The error, with a remedy that fits the request. */
        public ProtocolException error() {
            return failure.failInfo().flatMap(this::remedy).map(failure::error).orElseGet(failure::error);
        }

        /** The remedy where the failInfo alone is not enough. */
        private Optional<ProtocolException.Remedy> remedy(FailInfo info) {
            boolean polled = ticket.polls() > 0;
            return switch (info) {
                case BAD_REQUEST ->
                    Optional.of(polled ? ProtocolException.Remedy.REJECTED : remedyOfUnpermittedRequest());
                case BAD_CERT_ID ->
                    Optional.of(
                            polled
                                    ? ProtocolException.Remedy.ENROLL_AGAIN
                                    : ticket.initial()
                                            ? ProtocolException.Remedy.SERVER_LOG
                                            : ProtocolException.Remedy.SIGNER);
                case BAD_ALG, BAD_MESSAGE_CHECK, BAD_TIME -> Optional.empty();
            };
        }

        private ProtocolException.Remedy remedyOfUnpermittedRequest() {
            if (ticket.sentChallenge()) {
                return ProtocolException.Remedy.CHALLENGE;
            }
            return ticket.initial() ? ProtocolException.Remedy.NO_CHALLENGE : ProtocolException.Remedy.SIGNER;
        }
    }

    /**
     * The CA issued a certificate that this client does not accept. The transaction has ended: the CA returns the same
     * certificate whenever it is asked again.
     *
     * @param reason what is wrong with the certificate
     * @param notYetValid true if only the start of its validity is in the future by this device's clock, so that the same
     *     certificate may be accepted later
     */
    record Rejected(ScepException reason, EnrollmentTicket ticket, boolean notYetValid) implements Outcome {
        @Override
        public IssuedCertificate issuedOrThrow() throws ScepException {
            throw reason;
        }
    }

    /**
     * The limits of polling were reached, or the waiting thread was interrupted; the ticket can still be resumed.
     *
     * @param outage the reason why the last poll had no response, if it had none
     */
    record GaveUp(EnrollmentTicket ticket, Optional<TransportException> outage) implements Outcome {
        @Override
        public IssuedCertificate issuedOrThrow() throws ScepException {
            if (outage.isPresent()) {
                throw outage.get();
            }
            throw new ProtocolException(
                    ErrorCode.STILL_PENDING,
                    "the request is still pending after " + ticket.polls() + (ticket.polls() == 1 ? " poll" : " polls")
                            + " (transaction " + ticket.transactionId() + "); have it approved and resume"
                            + challengeHint());
        }

        /** Some servers keep a request with a wrong challenge pending instead of refusing it. */
        public String challengeHint() {
            return ticket.sentChallenge()
                    ? ", or check the challenge password: some servers keep a request with a wrong one pending"
                    : "";
        }
    }
}
