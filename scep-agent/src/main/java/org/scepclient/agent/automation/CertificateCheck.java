package org.scepclient.agent.automation;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepclient.agent.journal.Journal;
import org.scepclient.agent.journal.RunKind;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.schedule.PlausibleClock;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.RunLock;
import org.scepclient.error.Defect;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;

/**
 * A run: checks the certificate in use, and enrolls or renews if due. Whatever triggers it (boot, Apply, cron, a user),
 * only one run is active at a time.
 */
public final class CertificateCheck {
    private static final Duration END_POLL = Duration.ofMillis(100);
    private static final Duration CLOCK_POLL = Duration.ofSeconds(5);
    /** Longest wait for the time on a device whose clock has no battery. */
    private static final Duration CLOCK_TIMEOUT = Duration.ofMinutes(10);

    private final AgentContext context;
    private final CertificateStore store;
    private final Journal journal;
    private volatile boolean cancelled;

    /**
     * @param store the only store of this process, because the run lock is per process
     */
    public CertificateCheck(AgentContext context, CertificateStore store) {
        this.context = context;
        this.store = store;
        this.journal = context.journal();
    }

    /** The purpose of a run. */
    public enum Mode {
        /** Enrolls or renews if due. */
        WHAT_IS_DUE,
        /** Renews now. */
        RENEWAL,
        /** Enrolls from scratch with the current settings, without the certificate in use. */
        NEW_ENROLLMENT
    }

    /** Runs to the end. Failures are returned and recorded in the journal, not thrown. */
    public CheckResult run(RunTrigger trigger, Mode mode) {
        CheckRun.RunStart start =
                new CheckRun.RunStart(trigger, mode, context.clock().instant(), () -> cancelled);
        CheckResult result;
        try {
            result = run(start);
        } catch (ScepException e) {
            result = failed(start, e.code(), e.getMessage());
        } catch (InvalidInputException e) {
            result = failed(start, ErrorCode.ARGUMENT, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            result = recorded(
                    start,
                    cancelled
                            ? new CheckResult.Cancelled(RunKind.CHECK)
                            : new CheckResult.Interrupted(RunKind.CHECK, false));
            Thread.currentThread().interrupt();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            result = failed(start, ErrorCode.MALFORMED, Defect.describe(e));
        }
        context.log().write(priority(result, start.time()), result.logLine());
        return result;
    }

    private RunLog.Priority priority(CheckResult result, Instant start) {
        return switch (result) {
            case CheckResult.Disabled disabled -> RunLog.Priority.INFO;
            case CheckResult.Unchanged unchanged -> RunLog.Priority.INFO;
            case CheckResult.Enrolled enrolled -> RunLog.Priority.NOTICE;
            case CheckResult.Staged staged -> RunLog.Priority.NOTICE;
            case CheckResult.Busy busy -> RunLog.Priority.NOTICE;
            case CheckResult.Interrupted interrupted -> RunLog.Priority.NOTICE;
            case CheckResult.Cancelled cancelled -> RunLog.Priority.NOTICE;
            case CheckResult.HeldOff heldOff -> failurePriority(start, RunLog.Priority.WARNING);
            case CheckResult.ScriptFailed failed -> failurePriority(start, RunLog.Priority.WARNING);
            case CheckResult.RolledBack rolledBack -> failurePriority(start, RunLog.Priority.WARNING);
            case CheckResult.Failed failed ->
                failurePriority(
                        start,
                        failed.code() == ErrorCode.STILL_PENDING ? RunLog.Priority.NOTICE : RunLog.Priority.WARNING);
        };
    }

    /** A failure is an error if the device has no valid certificate, or the renewal was overdue already. */
    private RunLog.Priority failurePriority(Instant start, RunLog.Priority inTime) {
        Status status = Status.read(context, store);
        return status.hasValidCertificate() && !status.wasOverdueBefore(start) ? inTime : RunLog.Priority.ERR;
    }

    /** Makes an interrupt of the run count as the decision of a person, who interrupts its thread next. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Ends the run of another process by decision of a person, and waits for its end.
     *
     * @return false if it cannot be ended: it is that of a service, or takes longer than {@code timeout}
     */
    public boolean cancelOther(Duration timeout) throws StorageException, InterruptedException {
        if (!store.lock().terminateHolder()) {
            return false;
        }
        Duration waited = Duration.ZERO;
        while (store.lock().holder().isPresent()) {
            if (waited.compareTo(timeout) >= 0) {
                return false;
            }
            context.sleeper().sleep(END_POLL);
            waited = waited.plus(END_POLL);
        }
        recorded(
                new CheckRun.RunStart(
                        RunTrigger.PERSON, Mode.WHAT_IS_DUE, context.clock().instant(), () -> true),
                new CheckResult.Cancelled(RunKind.CHECK));
        return true;
    }

    private CheckResult run(CheckRun.RunStart start) throws ScepException, InterruptedException {
        context.settingsFile().unknownKeys().forEach(context.log()::warning);
        Settings settings = context.settingsFile().usable();
        if (!settings.enabled()) {
            return new CheckResult.Disabled(start.mode() != Mode.WHAT_IS_DUE);
        }
        Optional<RunLock.Held> lock = store.lock().tryAcquire();
        if (lock.isEmpty()) {
            return new CheckResult.Busy(
                    store.lock().holder().map(RunLock.Holder::pid).orElse(0L));
        }
        try (RunLock.Held held = lock.get()) {
            AgentContext timed = withPlausibleClock();
            return new CheckRun(timed, settings, held, store.change(held)).run(start, journal);
        }
    }

    /** The failure of a run that could not begin, for example because the settings or the data directory cannot be read. */
    private CheckResult failed(CheckRun.RunStart start, ErrorCode code, String reason) {
        return recorded(start, new CheckResult.Failed(RunKind.CHECK, code, reason));
    }

    /** Records the result of a run that has no lock. */
    private CheckResult recorded(CheckRun.RunStart start, CheckResult result) {
        try {
            Optional<RunLock.Held> held = store.lock().tryAcquire();
            if (held.isPresent()) {
                try {
                    RunRecords.append(
                            journal,
                            RunRecords.of(start, result, "", context.clock().instant()),
                            context.log());
                } finally {
                    held.get().close();
                }
            }
        } catch (StorageException e) {
            context.log().warning("the journal was not written: " + e.getMessage());
        }
        return result;
    }

    /** Waits until the clock is set. After a timeout the latest known time is the lower bound of the clock. */
    private AgentContext withPlausibleClock() throws StorageException, InterruptedException {
        Instant past = store.latestKnownTime().filter(context.built()::isBefore).orElse(context.built());
        PlausibleClock time = new PlausibleClock(context.clock(), past);
        if (time.isSet()) {
            return context;
        }
        context.log()
                .warning(
                        "the clock shows " + context.clock().instant().truncatedTo(SECONDS) + ", but the time is after "
                                + past.truncatedTo(SECONDS)
                                + "; waiting until the clock is set");
        for (Duration waited = Duration.ZERO;
                !time.isSet() && waited.compareTo(CLOCK_TIMEOUT) < 0;
                waited = waited.plus(CLOCK_POLL)) {
            context.sleeper().sleep(CLOCK_POLL);
        }
        return time.isSet() ? context : context.withClock(time.withLowerBound());
    }
}
