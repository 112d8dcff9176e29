package org.scepclient.agent.schedule;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is to be done about the certificate in use. */
public sealed interface Renewal {

    /** Nothing, until then. */
    record NotDue(Instant due) implements Renewal {}

    /** A valid certificate is renewed in time, signed with its own key. */
    record Due(X509Certificate certificate) implements Renewal {}

    /** There is no certificate that could be renewed: a first enrollment, or one anew. */
    record Missing(Reason reason) implements Renewal {}

    /** Why there is none. */
    enum Reason {
        NONE("there is no certificate"),
        EXPIRED("the certificate has expired");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * Decides.
     *
     * @param inUse the certificate in use
     * @param obtained when it was obtained, as far as that is known
     * @param rule when a renewal is due
     */
    static Renewal decide(Optional<X509Certificate> inUse, Optional<Instant> obtained, RenewalRule rule, Instant now) {
        if (inUse.isEmpty()) {
            return new Missing(Reason.NONE);
        }
        X509Certificate certificate = inUse.get();
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            return new Missing(Reason.EXPIRED);
        }
        Instant due = rule.due(certificate, obtained);
        return now.isBefore(due) ? new NotDue(due) : new Due(certificate);
    }

    /**
     * When a renewal is due.
     *
     * @param renewTime the remaining lifetime at which it is due
     */
    record RenewalRule(Duration renewTime) {
        private static final int LAST_PART = 3;

        /**
         * When the certificate has less than the renew time left. A certificate that never had more, because the CA
         * issues short ones or does not prolong early, is due in the last third of the time that it had when it was
         * obtained: otherwise each check would renew it again.
         */
        public Instant due(X509Certificate certificate, Optional<Instant> obtained) {
            Instant end = certificate.getNotAfter().toInstant();
            Instant begin = certificate.getNotBefore().toInstant();
            Instant from = obtained.filter(time -> time.isAfter(begin) && time.isBefore(end))
                    .orElse(begin);
            Duration had = Duration.between(from, end);
            return end.minus(had.compareTo(renewTime) > 0 ? renewTime : had.dividedBy(LAST_PART));
        }
    }
}
