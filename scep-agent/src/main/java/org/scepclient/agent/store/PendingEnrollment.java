package org.scepclient.agent.store;

import java.time.Instant;
import java.util.Optional;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.pkcs10.CertificationRequest;

/**
 * A request that was begun and has no certificate yet. It is stored before it is sent, so that a run after a kill
 * repeats it in the same transaction, which servers answer with the same certificate.
 *
 * @param ticket the transaction; its key reference is the file name of the pair that signs, or empty where the new
 *     key signs for itself
 * @param challengeFallback the same request with a challengePassword, for a server that refuses without
 * @param accepted true once the server answered PENDING: then it is polled, before that the request is repeated
 * @param times until when and when next it is asked for
 * @param origin what the request was made from: where that changes, it is made anew
 */
public record PendingEnrollment(
        EnrollmentKind kind,
        EnrollmentTicket ticket,
        Optional<CertificationRequest> challengeFallback,
        boolean accepted,
        Times times,
        Origin origin) {

    /**
     * The time that is left.
     *
     * @param deadline when waiting ends
     * @param nextPoll when the server is asked next
     */
    public record Times(Instant deadline, Instant nextPoll) {}

    /**
     * What the request was made from.
     *
     * @param server the server's URL and the CA identifier, as in {@link KnownCa#server}
     * @param settings stands for the settings that the request's content came from, for example a digest of them
     */
    public record Origin(String server, String settings) {}

    /** As the server's PENDING leaves it, or a poll. */
    public PendingEnrollment waiting(EnrollmentTicket polled, Instant nextPoll) {
        EnrollmentTicket kept = polled.withKeyReference(ticket.keyReference());
        return new PendingEnrollment(kind, kept, challengeFallback, true, new Times(times.deadline, nextPoll), origin);
    }
}
