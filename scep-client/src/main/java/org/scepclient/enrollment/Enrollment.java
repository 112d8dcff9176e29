package org.scepclient.enrollment;

import java.util.Optional;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TransportException;
import org.scepclient.message.CertRep;
import org.scepclient.message.TransactionId;
import org.scepclient.operation.Refusal;
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

    /** The CA refused. */
    record Refused(CertRep.Failure failure) implements Outcome {
        @Override
        public IssuedCertificate issuedOrThrow() throws ProtocolException {
            throw Refusal.of(failure);
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
            // Some servers keep a request with a wrong challenge pending instead of refusing it.
            throw new ProtocolException(
                    ErrorCode.STILL_PENDING,
                    "the request is still pending after " + ticket.polls() + " polls (transaction "
                            + ticket.transactionId() + "); have it approved and resume, or check the challenge"
                            + " password, since a wrong one can look like this");
        }
    }
}
