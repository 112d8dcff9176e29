package org.scepclient.agent.store;

import java.time.Instant;
import java.util.Optional;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.error.StorageException;
import org.scepclient.file.NamedLines;
import org.scepclient.pkcs10.CertificationRequest;

/**
 * A request without a certificate yet. It is stored before it is sent, so that a run after a kill repeats it in the same
 * transaction, for which servers return the same certificate.
 *
 * @param ticket transaction; its key reference is the key file of the signer, or empty if the new key signs
 * @param challengeFallback the same request with a challengePassword, if the server refuses it without one
 * @param accepted true after a PENDING reply: the transaction is polled; before that, the request is repeated
 * @param times deadline and next poll
 * @param origin source of the request; after a change of it, the request is created again
 */
public record PendingEnrollment(
        EnrollmentKind kind,
        EnrollmentTicket ticket,
        Optional<CertificationRequest> challengeFallback,
        boolean accepted,
        Times times,
        Origin origin) {

    /**
     * The times of a pending request.
     *
     * @param deadline end of polling
     * @param nextPoll time of the next poll
     */
    public record Times(Instant deadline, Instant nextPoll) {}

    /**
     * The source of a request.
     *
     * @param server URL of the server and CA identifier, as in {@link KnownCa#server}
     * @param settings a digest of the settings that determine the request
     * @param authentication a digest of the challenge password and of the fingerprints of the CA; empty if unknown
     */
    public record Origin(String server, String settings, String authentication) {

        /** Whether nothing has changed, as far as is known. */
        public boolean isSameAs(Origin other) {
            boolean known = !authentication.isEmpty() && !other.authentication.isEmpty();
            return server.equals(other.server)
                    && settings.equals(other.settings)
                    && (!known || authentication.equals(other.authentication));
        }

        void write(NamedLines text) {
            text.put("server", server).put("settings", settings);
            if (!authentication.isEmpty()) {
                text.put("authentication", authentication);
            }
        }

        static Origin read(NamedLines text) throws StorageException {
            return new Origin(
                    text.value("server"),
                    text.value("settings"),
                    text.find("authentication").orElse(""));
        }
    }

    /** Returns the state after a PENDING reply. */
    public PendingEnrollment waiting(EnrollmentTicket polled, Instant nextPoll) {
        EnrollmentTicket kept = polled.withKeyReference(ticket.keyReference());
        return new PendingEnrollment(kind, kept, challengeFallback, true, new Times(times.deadline, nextPoll), origin);
    }
}
