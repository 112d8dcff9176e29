package org.scepclient.agent.schedule;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** The decision whether to renew the certificate in use. */
public sealed interface Renewal {

    /** The renewal is not due until this time. */
    record NotDue(Instant due) implements Renewal {}

    /** The renewal is due; the certificate is valid, and its key signs the request. */
    record Due(X509Certificate certificate) implements Renewal {}

    /** No certificate can be renewed, which requires an enrollment from scratch. */
    record Missing(Reason reason) implements Renewal {}

    /** The reason of {@link Missing}. */
    enum Reason {
        NONE("there is no certificate"),
        EXPIRED("the certificate has expired"),
        OTHER_CA("the certificate in use is not of the CA that the settings name"),
        CHANGED("the certificate in use was requested with other settings"),
        ORDERED("a new enrollment was ordered");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * Decides whether to renew.
     *
     * @param inUse certificate in use
     * @param obtained time at which it was obtained, if known
     * @param time when to renew
     */
    static Renewal decide(Optional<X509Certificate> inUse, Optional<Instant> obtained, RenewalTime time, Instant now) {
        if (inUse.isEmpty()) {
            return new Missing(Reason.NONE);
        }
        X509Certificate certificate = inUse.get();
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            return new Missing(Reason.EXPIRED);
        }
        Instant due = time.due(certificate, obtained);
        return now.isBefore(due) ? new NotDue(due) : new Due(certificate);
    }
}
