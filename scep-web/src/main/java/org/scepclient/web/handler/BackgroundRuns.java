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
import org.scepclient.web.log.RecentLines;

/** Runs that the page starts, in the background; beside a service, those of Apply are the service's own. */
public final class BackgroundRuns {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AgentContext context;
    private final CertificateStore store;
    private final Optional<Automation> service;
    private final RecentLines lines;
    private final AtomicReference<@Nullable Thread> active = new AtomicReference<>();
    private volatile long checksAtApply = -1;

    private BackgroundRuns(AgentContext context, CertificateStore store, Optional<Automation> service) {
        this.lines = RecentLines.of(context.log(), context.clock());
        this.context = context.withLog(lines);
        this.store = store;
        this.service = service;
    }

    public static BackgroundRuns alone(AgentContext context, CertificateStore store) {
        return new BackgroundRuns(context, store, Optional.empty());
    }

    public static BackgroundRuns beside(Automation service) {
        return new BackgroundRuns(service.context(), service.store(), Optional.of(service));
    }

    /** Does what is due by new settings. A service does it itself, so that it also tries again what fails. */
    void apply() {
        if (service.isEmpty()) {
            start(RunTrigger.APPLY, CertificateCheck.Mode.WHAT_IS_DUE);
            return;
        }
        checksAtApply = service.get().checks();
        service.get().wake();
    }

    /** Starts a run unless one of this process is active. */
    void start(RunTrigger trigger, CertificateCheck.Mode mode) {
        Thread run = new Thread(() -> run(trigger, mode), "scep-run");
        run.setDaemon(true);
        if (active.compareAndSet(null, run)) {
            run.start();
        }
    }

    /** True while a run that the page asked for is not over. */
    public boolean active() {
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
    public void awaitEnd() throws InterruptedException {
        Thread run = active.get();
        if (run != null) {
            run.join();
        }
    }

    private void run(RunTrigger trigger, CertificateCheck.Mode mode) {
        try {
            CheckResult result = new CertificateCheck(context, store).run(trigger, mode);
            if (result.error().isEmpty()) {
                // So that it reckons with the new certificate.
                service.ifPresent(Automation::wake);
            }
        } finally {
            active.set(null);
        }
    }
}
