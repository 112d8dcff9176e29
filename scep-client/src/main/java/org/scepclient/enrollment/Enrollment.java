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
 * Where an enrollment stands (RFC 8894 §2.5.1, figure 1): CERT-REQ-PENDING is {@link Pending}, CERT-ISSUED is
 * {@link Issued}; {@link Refused} and {@link GaveUp} lead back to CERT-NONEXISTENT, from where one starts anew.
 */
public sealed interface Enrollment {

    /** The CA has not decided; a poll may tell. */
    record Pending(EnrollmentTicket ticket) implements Enrollment {}

    /** Nothing more happens unasked. */
    sealed interface Outcome extends Enrollment {

        /** The certificate, or the reason why there is none as an error. */
        IssuedCertificate issuedOrThrow() throws ScepException;
    }

    /** The CA granted it, and the certificate passed every check. */
    record Issued(IssuedCertificate issued, TransactionId transactionId) implements Outcome {
        @Override
        public IssuedCertificate issuedOrThrow() {
            return issued;
        }
    }

    /**
     * The CA refused.
     *
     * @param ticket what it refused
     */
    record Refused(CertRep.Failure failure, EnrollmentTicket ticket) implements Outcome {
        @Override
        public IssuedCertificate issuedOrThrow() throws ProtocolException {
            throw error();
        }

        public ProtocolException error() {
            return failure.error(remedy());
        }

        /** Whether the challenge password that was sent may be why; never after a person has decided. */
        public boolean challengeInDoubt() {
            return transactionNotPermitted() && !waited() && ticket.sentChallenge();
        }

        /** Whether a challenge password may be what lacks: none was sent with a first request. */
        public boolean challengeMissing() {
            return transactionNotPermitted() && !waited() && !ticket.sentChallenge() && ticket.initial();
        }

        private boolean transactionNotPermitted() {
            return failure.failInfo().equals(Optional.of(FailInfo.BAD_REQUEST));
        }

        private boolean waited() {
            return ticket.polls() > 0;
        }

        private String remedy() {
            if (!transactionNotPermitted()) {
                return "";
            }
            if (waited()) {
                return "it was rejected while it waited for approval; ask the CA's people why";
            }
            String allowed = "whether the CA allows the subject, the names and the template";
            if (challengeInDoubt()) {
                return "check the challenge password, and " + allowed;
            }
            return challengeMissing()
                    ? "check whether the CA wants a challenge password, since none was sent, and " + allowed
                    : "check " + allowed + ", and the signing certificate now";
        }
    }

    /**
     * The limits of polling were reached, or the waiting thread was interrupted; the ticket can still be
     * continued.
     *
     * @param outage why the last poll had no answer, if it had none
     */
    record GaveUp(EnrollmentTicket ticket, Optional<TransportException> outage) implements Outcome {
        @Override
        public IssuedCertificate issuedOrThrow() throws ScepException {
            if (outage.isPresent()) {
                throw outage.get();
            }
            throw new ProtocolException(
                    ErrorCode.STILL_PENDING,
                    "the request is still pending after " + ticket.polls() + " polls (transaction "
                            + ticket.transactionId() + "); have it approved and resume" + challengeHint());
        }

        /** Some servers keep a request with a wrong challenge pending instead of refusing it. */
        public String challengeHint() {
            return ticket.sentChallenge()
                    ? ", or check the challenge password, since a wrong one can look like this"
                    : "";
        }
    }
}
