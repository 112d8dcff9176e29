package org.scepclient.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepclient.enrollment.EnrollmentOrder.Attempt;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TransportException;
import org.scepclient.error.TrustException;
import org.scepclient.message.CertRep;
import org.scepclient.message.IssuerAndSubject;
import org.scepclient.message.MessageType;
import org.scepclient.message.RequestBody;
import org.scepclient.message.TransactionId;
import org.scepclient.operation.PkiOperation;
import org.scepclient.operation.Requester;
import org.scepclient.transport.Sleeper;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.IssuedCertificate;
import org.scepclient.trust.PathRules;

/** Moves an enrollment from state to state, one request outstanding at a time (RFC 8894 §5.2). */
final class Enroller {
    private final PkiOperation operation;
    private final Polling polling;
    private final Sleeper sleeper;
    private final EnrollmentListener listener;

    Enroller(PkiOperation operation, Polling polling, Sleeper sleeper, EnrollmentListener listener) {
        this.operation = operation;
        this.polling = polling;
        this.sleeper = sleeper;
        this.listener = listener;
    }

    /** Asks, and polls until the CA has decided or the limits are reached. */
    Enrollment.Outcome enroll(EnrollmentOrder order) throws ScepException {
        return complete(submit(order), order.requester());
    }

    /** Goes on with a pending transaction: the first message is a CertPoll. */
    Enrollment.Outcome resume(EnrollmentTicket ticket, Requester requester) throws ScepException {
        return complete(poll(ticket, requester), requester);
    }

    /** Asks once, that is, in one way after the other while the server refuses the way. */
    Enrollment submit(EnrollmentOrder order) throws ScepException {
        List<Attempt> attempts = order.attempts(operation.profile().capabilities());
        int refusals = 0;
        for (int i = 0; ; i++) {
            Attempt attempt = attempts.get(i);
            boolean last = i == attempts.size() - 1;
            try {
                EnrollmentOrder asked = order.afterRefusals(refusals);
                CertRep reply = send(attempt, asked);
                if (last || !(reply instanceof CertRep.Failure failure) || !shouldFallBack(failure)) {
                    EnrollmentTicket ticket =
                            EnrollmentTicket.of(asked, operation.clock().instant());
                    return reply instanceof CertRep.Failure refused
                            ? new Enrollment.Refused(refused, ticket.withRequest(attempt.request()))
                            : after(reply, ticket, order.requester());
                }
                refusals++;
                listener.fallingBack(
                        attempt.type(),
                        failure.error(ProtocolException.Remedy.NONE).getMessage());
            } catch (ProtocolException | TransportException e) {
                if (last || !refusesWay(e)) {
                    throw e;
                }
                listener.fallingBack(attempt.type(), e.getMessage());
                i = lastOfRefusedType(attempts, i);
            }
        }
    }

    private CertRep send(Attempt attempt, EnrollmentOrder order) throws ScepException {
        listener.requesting(attempt.type());
        return exchange(attempt.body(), order.transactionId(), order.requester());
    }

    private CertRep exchange(RequestBody body, TransactionId transaction, Requester requester) throws ScepException {
        CertRep reply = operation.exchange(operation.message(body, transaction), requester);
        listener.answered(reply);
        return reply;
    }

    /** One CertPoll (RFC 8894 §3.3.3), with a nonce of its own. */
    Enrollment poll(EnrollmentTicket ticket, Requester requester) throws ScepException {
        EnrollmentTicket polled = ticket.polledOnce();
        listener.polling(polled.polls());
        IssuerAndSubject about = new IssuerAndSubject(
                operation.profile().ca().issuerName(), ticket.request().subject());
        CertRep reply = exchange(new RequestBody.CertPoll(about), ticket.transactionId(), requester);
        return after(reply, polled, requester);
    }

    /** Polls a pending enrollment until something else is known. */
    Enrollment.Outcome complete(Enrollment begun, Requester requester) throws ScepException {
        // Setting the clock neither ends the wait nor prolongs it.
        Instant since = operation.clock().instant().minus(sleeper.time());
        Enrollment state = begun;
        Optional<TransportException> outage = Optional.empty();
        while (true) {
            if (state instanceof Enrollment.Outcome outcome) {
                return outcome;
            }
            EnrollmentTicket ticket = ((Enrollment.Pending) state).ticket();
            if (!waited(ticket, since.plus(sleeper.time()))) {
                return new Enrollment.GaveUp(ticket, outage);
            }
            try {
                state = poll(ticket, requester);
                outage = Optional.empty();
            } catch (TransportException e) {
                if (!e.retryable() || !polling.toleratesOutages()) {
                    throw e;
                }
                listener.outage(e);
                outage = Optional.of(e);
                state = new Enrollment.Pending(ticket.polledOnce());
            }
        }
    }

    /** Waits for the next poll; false when there is none. */
    private boolean waited(EnrollmentTicket ticket, Instant now) throws ScepException {
        listener.pending(ticket);
        Optional<Duration> wait = polling.next(ticket, now);
        if (wait.isEmpty()) {
            return false;
        }
        listener.waiting(wait.get());
        try {
            sleeper.sleep(wait.get());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Enrollment after(CertRep reply, EnrollmentTicket ticket, Requester requester) {
        return switch (reply) {
            case CertRep.Pending pending -> new Enrollment.Pending(ticket);
            case CertRep.Failure failure -> new Enrollment.Refused(failure, ticket);
            case CertRep.Success success -> decided(success, ticket, requester);
        };
    }

    private Enrollment decided(CertRep.Success reply, EnrollmentTicket ticket, Requester requester) {
        try {
            return new Enrollment.Issued(accepted(reply, ticket, requester), ticket.transactionId());
        } catch (ProtocolException | TrustException e) {
            Instant now = operation.clock().instant();
            boolean early = reply.content().certificates().stream()
                    .anyMatch(certificate ->
                            certificate.getPublicKey().equals(ticket.request().publicKey())
                                    && certificate.getNotBefore().toInstant().isAfter(now));
            return new Enrollment.Rejected(e, ticket, early);
        }
    }

    private IssuedCertificate accepted(CertRep.Success reply, EnrollmentTicket ticket, Requester requester)
            throws ProtocolException, TrustException {
        CaCertificates ca = operation.profile().ca();
        IssuedCertificate issued = IssuedCertificate.select(
                reply.content(),
                ticket.request().publicKey(),
                ca,
                PathRules.of(operation.profile().policy(), operation.clock().instant()));
        // OpenXPKI and NDES return the old certificate when a renewal reuses its key.
        if (issued.certificate().equals(requester.signer().certificate())) {
            throw new TrustException(
                    ErrorCode.CERTIFICATE_REFUSED, "the server returned the old certificate; renew with a new key");
        }
        return issued;
    }

    /** A refusal that another message type, or the challenge, may turn. */
    private static boolean shouldFallBack(CertRep.Failure failure) {
        return failure.failInfo()
                .map(info -> switch (info) {
                    case BAD_REQUEST, BAD_MESSAGE_CHECK, BAD_CERT_ID -> true;
                    case BAD_ALG, BAD_TIME -> false;
                })
                .orElse(true);
    }

    /** A server that does not support RenewalReq answers it with some HTTP error; EJBCA so refuses any renewal. */
    private static boolean refusesWay(ScepException e) {
        return e.code() == ErrorCode.OPERATION_UNSUPPORTED
                || (e.code() == ErrorCode.HTTP_STATUS && e instanceof TransportException t && !t.retryable());
    }

    /** An HTTP error to a RenewalReq counts for the message type, if there is another one; to a PKCSReq for that alone. */
    private static int lastOfRefusedType(List<Attempt> attempts, int refused) {
        for (int i = refused; i < attempts.size(); i++) {
            if (attempts.get(i).type() == MessageType.PKCS_REQ) {
                return Math.max(refused, i - 1);
            }
        }
        return refused;
    }
}
