package org.scepclient.web.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.scepclient.automation.Automation;
import org.scepclient.automation.CertificateCheck;
import org.scepclient.automation.CheckResult;
import org.scepclient.automation.Equipment;
import org.scepclient.journal.RunTrigger;
import org.scepclient.store.CertificateStore;
import org.scepclient.web.reading.RecentLines;

/** Runs that the page starts, in the background; beside a service, those of Apply are the service's own. */
final class Runs {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Equipment equipment;
    private final CertificateStore store;
    private final Optional<Automation> service;
    private final RecentLines lines;
    private final AtomicReference<@Nullable Thread> active = new AtomicReference<>();
    private volatile long checksAtApply = -1;

    private Runs(Equipment equipment, CertificateStore store, Optional<Automation> service) {
        this.lines = RecentLines.of(equipment.log(), equipment.clock());
        this.equipment = equipment.withLog(lines);
        this.store = store;
        this.service = service;
    }

    static Runs alone(Equipment equipment, CertificateStore store) {
        return new Runs(equipment, store, Optional.empty());
    }

    static Runs beside(Automation service) {
        return new Runs(service.equipment(), service.store(), Optional.of(service));
    }

    /** Does what is due by new settings. A service does it itself, so that it also tries again what fails. */
    void apply() {
        if (service.isEmpty()) {
            start(RunTrigger.APPLY, CertificateCheck.Wish.WHAT_IS_DUE);
            return;
        }
        checksAtApply = service.get().checks();
        service.get().wake();
    }

    /** Starts a run unless one of this process is active. */
    void start(RunTrigger trigger, CertificateCheck.Wish wish) {
        Thread run = new Thread(() -> run(trigger, wish), "scep-run");
        run.setDaemon(true);
        if (active.compareAndSet(null, run)) {
            run.start();
        }
    }

    /** True while a run that the page asked for is not over. */
    boolean active() {
        return active.get() != null
                || service.filter(one -> one.checks() == checksAtApply).isPresent();
    }

    /** When the certificate is looked at next, if this process does it. */
    Optional<Instant> next() {
        return service.map(Automation::next);
    }

    /** What the runs of this process said last. */
    RecentLines lines() {
        return lines;
    }

    /** Ends a run of this process, if it can be ended soon; the next one goes on with what it left. */
    void end() {
        try {
            Thread run = active.get();
            if (run != null) {
                run.interrupt();
                run.join(PATIENCE);
            }
            if (service.isPresent()) {
                service.get().endCheck(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end of a run that was started. */
    void awaitEnd() throws InterruptedException {
        Thread run = active.get();
        if (run != null) {
            run.join();
        }
    }

    private void run(RunTrigger trigger, CertificateCheck.Wish wish) {
        try {
            CheckResult result = new CertificateCheck(equipment, store).run(trigger, wish);
            if (result.error().isEmpty()) {
                // So that it reckons with the new certificate.
                service.ifPresent(Automation::wake);
            }
        } finally {
            active.set(null);
        }
    }
}
