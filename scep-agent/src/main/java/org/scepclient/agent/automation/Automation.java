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
import org.scepclient.error.ScepException;

/**
 * The form that runs all the time, for systems without cron: checks, waits until the next check, and so on. Where it need
 * not be there between two checks, it rests: its process ends, and who started it starts it again.
 */
public final class Automation {
    private static final Duration USUAL_INTERVAL = Duration.ofDays(1);
    /** A start takes a fifth of a second. */
    private static final Duration WORTH_A_REST = Duration.ofMinutes(1);

    private final AgentContext context;
    private final CertificateStore store;
    private final Semaphore wakes = new Semaphore(0);
    private final ServiceNotifier notice;
    private volatile Instant next;
    private final AtomicLong checks = new AtomicLong();
    private final AtomicReference<@Nullable Thread> checking = new AtomicReference<>();
    private int failures;
    /** The process that is there until the next check. */
    private ProcessHandle waiter = ProcessHandle.current();

    /**
     * @param store one for the whole process, because its lock is
     * @param notice is told the result of each check
     */
    public Automation(AgentContext context, CertificateStore store, ServiceNotifier notice) {
        this.context = context;
        this.store = store;
        this.notice = notice;
        this.next = context.clock().instant();
        store.lock().belongsToService();
    }

    /** Runs until the thread is interrupted, with a companion beside it. */
    public void run(RunTrigger first, BackgroundService companion) throws ScepException {
        BackgroundService.Running beside = companion.start(this);
        try {
            notice.ready();
            checksUntilRest(first, ChronoUnit.FOREVER.getDuration());
        } finally {
            store.service().remove();
            tellTheEnd();
            beside.close();
        }
    }

    /**
     * Runs until the next check is far away or the thread is interrupted, with nothing beside it.
     *
     * @param failed how many checks in a row had failed before
     * @param launcher the process that waits for the next check
     * @return empty if it was interrupted, which is the end
     */
    public Optional<Rest> runUntilRest(RunTrigger first, int failed, ProcessHandle launcher) {
        failures = failed;
        waiter = launcher;
        notice.ready();
        if (checksUntilRest(first, WORTH_A_REST)) {
            return Optional.of(new Rest(Duration.between(context.clock().instant(), next), failures));
        }
        store.service().remove();
        tellTheEnd();
        return Optional.empty();
    }

    /**
     * The time between two checks.
     *
     * @param time until the next check
     * @param failed how many checks in a row have failed
     */
    public record Rest(Duration time, int failed) {}

    public AgentContext context() {
        return context;
    }

    /** The one of this process. */
    public CertificateStore store() {
        return store;
    }

    /** An interrupt is what usually ends this, and would end the telling too. */
    private void tellTheEnd() {
        boolean interrupted = Thread.interrupted();
        notice.stopping();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** True once the next check is further away than that, false if the thread is interrupted. */
    private boolean checksUntilRest(RunTrigger first, Duration near) {
        RunTrigger trigger = first;
        while (!Thread.currentThread().isInterrupted()) {
            CheckResult result = check(trigger);
            notice.status(result.message() + "; next check at " + next);
            boolean far = Duration.between(context.clock().instant(), next).compareTo(near) > 0;
            if (far && !Thread.currentThread().isInterrupted()) {
                return true;
            }
            trigger = waited() ? RunTrigger.APPLY : RunTrigger.SERVICE;
        }
        return false;
    }

    /** One check; afterwards the time of the next one is known. */
    CheckResult check(RunTrigger trigger) {
        CheckResult result = checkInThread(trigger);
        failures = result.error().isPresent() ? failures + 1 : 0;
        next = next(failures);
        checks.incrementAndGet();
        store.service().write(next, waiter);
        return result;
    }

    /** In a thread of its own, so that the check can be ended and the automation goes on. What ends that ends the check. */
    private CheckResult checkInThread(RunTrigger trigger) {
        var check = new FutureTask<>(
                () -> new CertificateCheck(context, store).run(trigger, CertificateCheck.Mode.WHAT_IS_DUE));
        Thread thread = new Thread(check, "scep-check");
        checking.set(thread);
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
     * Ends the check that goes on, if it can be ended soon; the next one goes on with what it left.
     *
     * @param patience how long its end is waited for
     */
    public void endCheck(Duration patience) throws InterruptedException {
        Thread thread = checking.get();
        if (thread != null) {
            thread.interrupt();
            thread.join(patience);
        }
    }

    /** When the certificate is looked at next. */
    public Instant next() {
        return next;
    }

    /** How many checks have ended. */
    public long checks() {
        return checks.get();
    }

    /** Lets the next check be now. */
    public void wake() {
        wakes.release();
    }

    private Instant next(int failures) {
        Instant now = context.clock().instant();
        Status status = Status.read(context, store);
        Duration interval = status.settings().map(Settings::checkInterval).orElse(USUAL_INTERVAL);
        CheckSchedule times = new CheckSchedule(interval, context.random());
        return failures > 0
                ? times.afterFailure(now, failures)
                : times.next(now, status.renewalDue().orElse(Instant.MAX));
    }

    /** True if it was woken, false if the time has come; an interrupt ends the waiting too. */
    private boolean waited() {
        try {
            Duration wait = Duration.between(context.clock().instant(), next);
            boolean woken = wakes.tryAcquire(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
            wakes.drainPermits();
            return woken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
