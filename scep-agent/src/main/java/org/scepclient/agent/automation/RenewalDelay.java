package org.scepclient.agent.automation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.agent.store.RunLock;

/**
 * Whether a renewal that is due should have succeeded already. Everything but the time is read from files, so that a restarted
 * process finds the same.
 *
 * @param due when the renewal was due
 * @param settings the current settings
 * @param waiting the pending request, if the CA has it
 */
record RenewalDelay(Instant due, Settings settings, Optional<PendingEnrollment> waiting) {
    /** The time that a first attempt needs at most, unless something is wrong. It begins within a check interval. */
    private static final Duration FIRST_ATTEMPT = Duration.ofHours(1);

    /** Whether it is so late that a first attempt should have succeeded, or the last attempt has ended without a certificate. */
    boolean isOverdue(Instant now, Optional<Attempt> last) {
        return now.isAfter(due.plus(settings.checkInterval()).plus(FIRST_ATTEMPT))
                || last.filter(attempt -> attempt.failed() || !isWithinAcceptedTime(now))
                        .isPresent();
    }

    /** The end of a run since the renewal was due, in which no certificate came. */
    record Attempt(boolean failed, String text) {}

    /** The last run, if it ended without a certificate. */
    Optional<Attempt> last(List<RunRecord> newestFirst, Optional<RunLock.Killed> killed) {
        if (killed.isPresent()) {
            return killed.map(RunRecords::of)
                    .filter(run -> run.started().isAfter(due))
                    .flatMap(RenewalDelay::attempt);
        }
        return newestFirst.stream()
                .findFirst()
                .filter(run -> run.ended().isAfter(due))
                .flatMap(RenewalDelay::attempt);
    }

    private static Optional<Attempt> attempt(RunRecord run) {
        return switch (run.result()) {
            case FAILED -> Optional.of(new Attempt(true, "The last attempt failed: " + run.reason()));
            case PENDING, INTERRUPTED, CANCELLED ->
                Optional.of(new Attempt(false, "The last attempt ended without a certificate: " + run.reason()));
            case UNCHANGED, ENROLLED, STAGED, SCRIPT_FAILED, ROLLED_BACK -> Optional.empty();
        };
    }

    /** The CA may take its time for the approval: as long as the settings let the first run wait for it. */
    private boolean isWithinAcceptedTime(Instant now) {
        return waiting.map(request -> request.ticket().since().plus(settings.maxAwaitResult()))
                .filter(now::isBefore)
                .isPresent();
    }
}
