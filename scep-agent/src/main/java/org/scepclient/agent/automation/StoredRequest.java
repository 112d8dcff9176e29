package org.scepclient.agent.automation;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepclient.agent.schedule.PlausibleClock;
import org.scepclient.agent.store.EnrollmentKind;
import org.scepclient.agent.store.LockedStore;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.error.ScepException;

/** The request that an earlier run has left: continued, or discarded if it leads to nothing. */
final class StoredRequest {
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);
    private static final Duration LONGEST_SILENCE = Duration.ofDays(7);

    private final AgentContext context;
    private final LockedStore store;
    private final Source enrollment;

    /** The enrollment with the current settings, which is made only if it is needed. */
    @FunctionalInterface
    interface Source {
        AgentEnrollment get() throws ScepException;
    }

    StoredRequest(AgentContext context, LockedStore store, Source enrollment) {
        this.context = context;
        this.store = store;
        this.enrollment = enrollment;
    }

    /** The request to continue. Any other is discarded. */
    Optional<PendingEnrollment> continued(CertificateCheck.Mode mode) throws ScepException {
        Optional<PendingEnrollment> pending = store.store().pending();
        if (pending.isEmpty()) {
            return pending;
        }
        Optional<String> obsolete = obsolete(pending.get(), mode);
        if (obsolete.isPresent()) {
            context.log()
                    .notice("the request of " + pending.get().ticket().since().truncatedTo(SECONDS) + " is discarded: "
                            + obsolete.get());
            store.discardPending();
            return Optional.empty();
        }
        return pending;
    }

    /** The reason for which the request is not continued. */
    private Optional<String> obsolete(PendingEnrollment pending, CertificateCheck.Mode mode) throws ScepException {
        Instant now = context.clock().instant();
        Instant since = pending.ticket().since();
        if (mode == CertificateCheck.Mode.NEW_ENROLLMENT) {
            return Optional.of("a new enrollment was ordered");
        }
        if (since.isAfter(now.plus(CLOCK_SKEW)) && !PlausibleClock.showsBound(context.clock())) {
            return Optional.of("it is from the future, and now is " + now.truncatedTo(SECONDS));
        }
        if (hasExpired(pending)) {
            return Optional.of("the certificate that signed it has expired");
        }
        if (!pending.accepted() && now.isAfter(since.plus(LONGEST_SILENCE))) {
            return Optional.of("the server has not answered it for " + LONGEST_SILENCE.toDays() + " days");
        }
        return enrollment.get().canResume(pending) ? Optional.empty() : Optional.of("the settings have changed since");
    }

    /** A renewal is over when the old certificate has expired, unless the server has accepted it and there is time to wait. */
    private boolean hasExpired(PendingEnrollment pending) {
        Instant now = context.clock().instant();
        boolean signerExpired =
                now.isAfter(pending.ticket().signer().getNotAfter().toInstant());
        boolean mayWait = pending.accepted() && now.isBefore(pending.times().deadline());
        return pending.kind() == EnrollmentKind.RE_ENROLLMENT && signerExpired && !mayWait;
    }
}
