package org.scepclient.agent.automation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.schedule.CheckSchedule;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.ServiceState;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;

/**
 * The long-running service, for systems without cron: checks the certificate, waits until the next check, and repeats.
 * Without a background service the process ends between two checks, and its launcher starts it again.
 */
public final class Automation {
    private static final Duration DEFAULT_INTERVAL = Duration.ofDays(1);
    /** Shortest wait for which the process ends; a start takes a fifth of a second. */
    private static final Duration MIN_PAUSE = Duration.ofMinutes(1);

    /** A roll-back disturbs the services, so it is tried again after an hour at first, as a sixth failure is. */
    private static final int ROLLED_BACK_FAILURES = 6;

    private final AgentContext context;
    private final CertificateStore store;
    private final Semaphore wakeUps = new Semaphore(0);
    private final ServiceNotifier notifier;
    private volatile Instant next;
    /** When the next check is due, on the monotonic clock: setting the clock does not change the wait. */
    private Duration due = Duration.ZERO;

    private final AtomicLong checks = new AtomicLong();
    private final AtomicReference<@Nullable ActiveCheck> checking = new AtomicReference<>();
    private int failures;

    /**
     * @param store the only store of this process, because the run lock is per process
     * @param notifier receives start, end, and the result of each check
     */
    public Automation(AgentContext context, CertificateStore store, ServiceNotifier notifier) {
        this.context = context;
        this.store = store;
        this.notifier = notifier;
        this.next = context.clock().instant();
    }

    /**
     * Runs until the thread is interrupted, together with a background service.
     *
     * @throws ScepException with {@link ErrorCode#RUN_ACTIVE} if another process is the service
     */
    public void run(RunTrigger first, BackgroundService background) throws ScepException {
        begin();
        BackgroundService.Running running = background.start(this);
        try {
            notifier.ready();
            checkUntilPause(first, ChronoUnit.FOREVER.getDuration());
        } finally {
            end();
            running.close();
        }
    }

    /**
     * Runs until the next check is far away or the thread is interrupted, without a background service. Until the process
     * ends or {@link ServiceState#passTo} names another one, it is the service.
     *
     * @param failed number of preceding checks that failed in a row
     * @return empty if the thread was interrupted, which ends the service
     * @throws StorageException with {@link ErrorCode#RUN_ACTIVE} if another process is the service
     */
    public Optional<Pause> runUntilPause(RunTrigger first, int failed) throws StorageException {
        failures = failed;
        begin();
        notifier.ready();
        if (checkUntilPause(first, MIN_PAUSE)) {
            return Optional.of(new Pause(timeLeft(), failures));
        }
        end();
        return Optional.empty();
    }

    /** There is one service. Where the state cannot be written, it works and only its next check is not shown. */
    private void begin() throws StorageException {
        try {
            store.service().begin();
        } catch (StorageException e) {
            if (e.code() == ErrorCode.RUN_ACTIVE) {
                throw e;
            }
            context.log().warning("cannot mark this process as the service: " + e.getMessage());
        }
    }

    private record ActiveCheck(CertificateCheck check, Thread thread) {}

    /**
     * The time between two checks.
     *
     * @param time time until the next check
     * @param failed number of preceding checks that failed in a row
     */
    public record Pause(Duration time, int failed) {}

    public AgentContext context() {
        return context;
    }

    /** The store of this process. */
    public CertificateStore store() {
        return store;
    }

    /** Clears the interrupt, which usually ends the service, meanwhile. */
    private void end() {
        boolean interrupted = Thread.interrupted();
        try {
            store.service().end();
        } catch (StorageException e) {
            context.log().warning("cannot remove the mark of the service: " + e.getMessage());
        }
        notifier.stopping();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns true once the next check is further away than {@code minPause}, false if the thread is interrupted. */
    private boolean checkUntilPause(RunTrigger first, Duration minPause) {
        RunTrigger trigger = first;
        while (!Thread.currentThread().isInterrupted()) {
            CheckResult result = check(trigger);
            notifier.status(result.message() + "; next check at " + next.truncatedTo(ChronoUnit.SECONDS));
            boolean far = timeLeft().compareTo(minPause) > 0;
            if (far && !Thread.currentThread().isInterrupted()) {
                return true;
            }
            trigger = awaitNextCheck() ? RunTrigger.APPLY : RunTrigger.SERVICE;
        }
        return false;
    }

    /** Runs one check, and determines the time of the next one. */
    CheckResult check(RunTrigger trigger) {
        CheckResult result = checkInThread(trigger);
        boolean cancelled = result instanceof CheckResult.Cancelled;
        failures = result.error().isPresent() && !cancelled ? failures + 1 : 0;
        Instant now = context.clock().instant();
        next = next(now, result instanceof CheckResult.RolledBack ? failures + ROLLED_BACK_FAILURES : failures);
        due = context.monotonicClock().time().plus(Duration.between(now, next));
        checks.incrementAndGet();
        store.service().write(next);
        return result;
    }

    /** Runs a check in its own thread, so that it can be interrupted alone. An interrupt of this thread also ends it. */
    private CheckResult checkInThread(RunTrigger trigger) {
        CertificateCheck certificateCheck = new CertificateCheck(context, store);
        var check = new FutureTask<>(() -> certificateCheck.run(trigger, CertificateCheck.Mode.WHAT_IS_DUE));
        Thread thread = new Thread(check, "scep-check");
        checking.set(new ActiveCheck(certificateCheck, thread));
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return check.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    thread.interrupt();
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            checking.set(null);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Interrupts the active check, if any, and waits for its end. The next check resumes its request.
     *
     * @param timeout longest time to wait
     */
    public void endCheck(Duration timeout) throws InterruptedException {
        ActiveCheck active = checking.get();
        if (active != null) {
            active.thread().interrupt();
            active.thread().join(timeout);
        }
    }

    /** As {@link #endCheck}, by decision of a person: the next check is the regular one, not a retry. */
    public void cancelCheck(Duration timeout) throws InterruptedException {
        ActiveCheck active = checking.get();
        if (active != null) {
            active.check().cancel();
        }
        endCheck(timeout);
    }

    /** Time of the next check. */
    public Instant next() {
        return next;
    }

    /** Number of finished checks. */
    public long checks() {
        return checks.get();
    }

    /** Starts the next check now. */
    public void wake() {
        wakeUps.release();
    }

    private Duration timeLeft() {
        return due.minus(context.monotonicClock().time());
    }

    private Instant next(Instant now, int failures) {
        Status status = Status.read(context, store);
        Duration interval = status.settings().map(Settings::checkInterval).orElse(DEFAULT_INTERVAL);
        CheckSchedule schedule = new CheckSchedule(interval, context.random());
        Instant regular = failures > 0
                ? schedule.afterFailure(now, failures)
                : schedule.next(now, status.renewalDue().orElse(Instant.MAX));
        return status.windowOpening()
                .map(schedule::atOpening)
                .filter(regular::isAfter)
                .orElse(regular);
    }

    /** Returns true after {@link #wake}, false when the check is due or the thread is interrupted. */
    private boolean awaitNextCheck() {
        try {
            boolean woken = wakeUps.tryAcquire(Math.max(0, timeLeft().toMillis()), TimeUnit.MILLISECONDS);
            wakeUps.drainPermits();
            return woken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
