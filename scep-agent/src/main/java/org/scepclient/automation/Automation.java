package org.scepclient.automation;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    private volatile Instant next;

    /**
     * @param store one for the whole process, because its lock is
     */
    public Automation(Equipment equipment, CertificateStore store) {
        this.equipment = equipment;
        this.store = store;
        this.next = equipment.clock().instant();
    }

    /** Runs until the thread is interrupted. */
    public void run(RunTrigger first) {
        RunTrigger trigger = first;
        int failures = 0;
        while (!Thread.currentThread().isInterrupted()) {
            CheckResult result = new CertificateCheck(equipment, store).run(trigger, CertificateCheck.Wish.WHAT_IS_DUE);
            failures = result.error().isPresent() ? failures + 1 : 0;
            next = next(failures);
            trigger = waited() ? RunTrigger.APPLY : RunTrigger.SERVICE;
        }
    }

    /** When the certificate is looked at next. */
    public Instant next() {
        return next;
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
