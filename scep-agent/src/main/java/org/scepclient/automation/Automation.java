package org.scepclient.automation;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.scepclient.error.ScepException;
import org.scepclient.journal.RunTrigger;
import org.scepclient.schedule.CheckTimes;
import org.scepclient.settings.Settings;
import org.scepclient.store.CertificateStore;

/** The form that runs all the time, for systems without cron: checks, waits until the next check, and so on. */
public final class Automation {
    private static final Duration USUAL_INTERVAL = Duration.ofDays(1);

    private final Equipment equipment;
    private final CertificateStore store;
    private final Semaphore wakes = new Semaphore(0);
    private final ServiceNotice notice;
    private volatile Instant next;
    private final AtomicLong checks = new AtomicLong();
    private int failures;

    /**
     * @param store one for the whole process, because its lock is
     * @param notice is told the result of each check
     */
    public Automation(Equipment equipment, CertificateStore store, ServiceNotice notice) {
        this.equipment = equipment;
        this.store = store;
        this.notice = notice;
        this.next = equipment.clock().instant();
    }

    /** Runs until the thread is interrupted, with a companion beside it. */
    public void run(RunTrigger first, Companion companion) throws ScepException {
        Companion.Running beside = companion.start(this);
        try {
            notice.ready();
            checkAgainAndAgain(first);
        } finally {
            store.service().remove();
            tellTheEnd();
            beside.close();
        }
    }

    public Equipment equipment() {
        return equipment;
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

    private void checkAgainAndAgain(RunTrigger first) {
        RunTrigger trigger = first;
        while (!Thread.currentThread().isInterrupted()) {
            CheckResult result = check(trigger);
            notice.status(result.message() + "; next check at " + next);
            trigger = waited() ? RunTrigger.APPLY : RunTrigger.SERVICE;
        }
    }

    /** One check; afterwards the time of the next one is known. */
    CheckResult check(RunTrigger trigger) {
        CheckResult result = new CertificateCheck(equipment, store).run(trigger, CertificateCheck.Wish.WHAT_IS_DUE);
        failures = result.error().isPresent() ? failures + 1 : 0;
        next = next(failures);
        checks.incrementAndGet();
        store.service().write(next);
        return result;
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
        Instant now = equipment.clock().instant();
        Status status = Status.read(equipment, store);
        Duration interval = status.settings().map(Settings::checkInterval).orElse(USUAL_INTERVAL);
        CheckTimes times = new CheckTimes(interval, equipment.random());
        return failures > 0
                ? times.afterFailure(now, failures)
                : times.next(now, status.renewalDue().orElse(Instant.MAX));
    }

    /** True if it was woken, false if the time has come; an interrupt ends the waiting too. */
    private boolean waited() {
        try {
            Duration wait = Duration.between(equipment.clock().instant(), next);
            boolean woken = wakes.tryAcquire(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
            wakes.drainPermits();
            return woken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
