package org.scepclient.web.handler;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.Automation;
import org.scepclient.agent.automation.CertificateCheck;
import org.scepclient.agent.automation.CheckResult;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.error.StorageException;
import org.scepclient.web.log.RecentLines;

/** Starts runs in the background for the web interface. Within a service, the service itself does the runs of Apply. */
public final class BackgroundRuns {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final AgentContext context;
    private final CertificateStore store;
    private final Optional<Automation> service;
    private final RecentLines lines;
    private final AtomicReference<@Nullable Run> active = new AtomicReference<>();
    private volatile long checksAtApply = -1;

    private record Run(CertificateCheck check, Thread thread) {}

    private BackgroundRuns(AgentContext context, CertificateStore store, Optional<Automation> service) {
        this.lines = RecentLines.of(context.log(), context.clock());
        this.context = context.withLog(lines);
        this.store = store;
        this.service = service;
    }

    /** Runs of a process without a service. */
    public static BackgroundRuns standalone(AgentContext context, CertificateStore store) {
        return new BackgroundRuns(context, store, Optional.empty());
    }

    /** Runs within the process of a service. */
    public static BackgroundRuns of(Automation service) {
        return new BackgroundRuns(service.context(), service.store(), Optional.of(service));
    }

    /** Starts a run for changed settings. A service does this run itself, so that it retries failures. */
    void apply() {
        if (service.isEmpty()) {
            start(RunTrigger.APPLY, CertificateCheck.Mode.WHAT_IS_DUE);
            return;
        }
        checksAtApply = service.get().checks();
        service.get().wake();
    }

    /** Starts a run unless one is active in this process. */
    void start(RunTrigger trigger, CertificateCheck.Mode mode) {
        CertificateCheck check = new CertificateCheck(context, store);
        Thread thread = new Thread(() -> run(check, trigger, mode), "scep-run");
        thread.setDaemon(true);
        if (active.compareAndSet(null, new Run(check, thread))) {
            thread.start();
        }
    }

    /** True while a run that the web interface started has not ended. */
    public boolean active() {
        return active.get() != null
                || service.filter(automation -> automation.checks() == checksAtApply)
                        .isPresent();
    }

    /** Time of the next check; empty without a service. */
    Optional<Instant> next() {
        return service.map(Automation::next);
    }

    /** The last log lines of this process. */
    RecentLines lines() {
        return lines;
    }

    /** Interrupts the active run of this process and waits for its end, with a time limit. The next run resumes it. */
    void stop() {
        try {
            interruptRun();
            if (service.isPresent()) {
                service.get().endCheck(STOP_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the active run by decision of a person, in this process or in one that ends with it, and waits for its end. A pending
     * request stays.
     *
     * @return false if a run is still active
     */
    boolean cancel() throws StorageException {
        try {
            Run run = active.get();
            if (run != null) {
                run.check().cancel();
            }
            interruptRun();
            if (service.isPresent()) {
                service.get().cancelCheck(STOP_TIMEOUT);
            }
            return store.lock().holder().isEmpty() || new CertificateCheck(context, store).cancelOther(STOP_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void interruptRun() throws InterruptedException {
        Run run = active.get();
        if (run != null) {
            run.thread().interrupt();
            run.thread().join(STOP_TIMEOUT);
        }
    }

    /** Waits for the end of the active run, if any. */
    public void awaitEnd() throws InterruptedException {
        Run run = active.get();
        if (run != null) {
            run.thread().join();
        }
    }

    private void run(CertificateCheck check, RunTrigger trigger, CertificateCheck.Mode mode) {
        try {
            CheckResult result = check.run(trigger, mode);
            if (result.error().isEmpty()) {
                // The service computes its next check from the new certificate.
                service.ifPresent(Automation::wake);
            }
        } finally {
            active.set(null);
        }
    }
}
