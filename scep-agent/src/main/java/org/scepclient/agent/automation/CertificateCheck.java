package org.scepclient.agent.automation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepclient.agent.journal.Journal;
import org.scepclient.agent.journal.RunKind;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.schedule.PlausibleClock;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.settings.SettingsException;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.RunLock;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;

/**
 * One run: looks at the certificate in use and gets another where that is due. Whatever starts it – boot, Apply, cron, a
 * person –, one runs at a time.
 */
public final class CertificateCheck {
    private static final Duration CLOCK_GLANCE = Duration.ofSeconds(5);
    /** How long a device without a battery is given to learn the time. */
    private static final Duration CLOCK_PATIENCE = Duration.ofMinutes(10);

    private final AgentContext context;
    private final CertificateStore store;
    private final Journal journal;

    /**
     * @param store one for the whole process, because its lock is
     */
    public CertificateCheck(AgentContext context, CertificateStore store) {
        this.context = context;
        this.store = store;
        this.journal = context.journal();
    }

    /** What is wanted of a run. */
    public enum Mode {
        /** Whatever is due. */
        WHAT_IS_DUE,
        /** A renewal now. */
        RENEWAL,
        /** A first enrollment again, by the settings of now and not by the certificate in use. */
        ENROLLMENT_ANEW
    }

    /** Runs to the end; what goes wrong is in the result, and in the journal. */
    public CheckResult run(RunTrigger trigger, Mode mode) {
        Instant begun = context.clock().instant();
        CheckResult result;
        try {
            result = run(trigger, mode, begun);
        } catch (SettingsException | InvalidInputException e) {
            result = new CheckResult.Failed(RunKind.CHECK, ErrorCode.ARGUMENT, oneLine(e));
        } catch (ScepException e) {
            result = new CheckResult.Failed(RunKind.CHECK, e.code(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = new CheckResult.Interrupted(RunKind.CHECK);
        }
        context.log().say(result.message());
        return result;
    }

    private static String oneLine(Exception problem) {
        return String.valueOf(problem.getMessage()).replace("\n", "; ");
    }

    private CheckResult run(RunTrigger trigger, Mode mode, Instant begun)
            throws ScepException, SettingsException, InterruptedException {
        context.settingsFile().unknownKeys().forEach(context.log()::say);
        Settings settings = context.settingsFile().settings();
        if (!settings.enabled()) {
            return new CheckResult.Disabled();
        }
        Optional<RunLock.Held> lock = store.lock().tryAcquire();
        if (lock.isEmpty()) {
            return new CheckResult.Busy(
                    store.lock().holder().map(RunLock.Holder::pid).orElse(0L));
        }
        try (RunLock.Held held = lock.get()) {
            AgentContext timed = withBelievableClock();
            return new CheckRun(timed, settings, held, store.change(held))
                    .run(new CheckRun.RunStart(trigger, mode, begun), journal);
        }
    }

    /** Waits until the clock is set; a device that learns no time goes by what is known. */
    private AgentContext withBelievableClock() throws StorageException, InterruptedException {
        Instant past = store.latestKnownTime().filter(context.built()::isBefore).orElse(context.built());
        PlausibleClock time = new PlausibleClock(context.clock(), past);
        if (time.isSet()) {
            return context;
        }
        context.log()
                .say("the clock says " + context.clock().instant() + ", but it is later than " + past
                        + "; waiting until it is set");
        for (Duration waited = Duration.ZERO;
                !time.isSet() && waited.compareTo(CLOCK_PATIENCE) < 0;
                waited = waited.plus(CLOCK_GLANCE)) {
            context.sleeper().sleep(CLOCK_GLANCE);
        }
        return time.isSet() ? context : context.withClock(time.floored());
    }
}
