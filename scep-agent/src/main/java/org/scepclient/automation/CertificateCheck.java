package org.scepclient.automation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.journal.Journal;
import org.scepclient.journal.RunKind;
import org.scepclient.journal.RunTrigger;
import org.scepclient.schedule.KnownTime;
import org.scepclient.settings.Settings;
import org.scepclient.settings.SettingsException;
import org.scepclient.store.CertificateStore;
import org.scepclient.store.RunLock;

/**
 * One run: looks at the certificate in use and gets another where that is due. Whatever starts it – boot, Apply, cron, a
 * person –, one runs at a time.
 */
public final class CertificateCheck {
    private static final Duration CLOCK_GLANCE = Duration.ofSeconds(5);
    /** How long a device without a battery is given to learn the time. */
    private static final Duration CLOCK_PATIENCE = Duration.ofMinutes(10);

    private final Equipment equipment;
    private final CertificateStore store;
    private final Journal journal;

    /**
     * @param store one for the whole process, because its lock is
     */
    public CertificateCheck(Equipment equipment, CertificateStore store) {
        this.equipment = equipment;
        this.store = store;
        this.journal = equipment.journal();
    }

    /** What is wanted of a run. */
    public enum Wish {
        /** Whatever is due. */
        WHAT_IS_DUE,
        /** A renewal now. */
        RENEWAL,
        /** A first enrollment again, by the settings of now and not by the certificate in use. */
        ENROLLMENT_ANEW
    }

    /** Runs to the end; what goes wrong is in the result, and in the journal. */
    public CheckResult run(RunTrigger trigger, Wish wish) {
        Instant begun = equipment.clock().instant();
        CheckResult result;
        try {
            result = run(trigger, wish, begun);
        } catch (SettingsException | InvalidInputException e) {
            result = new CheckResult.Failed(RunKind.CHECK, ErrorCode.ARGUMENT, oneLine(e));
        } catch (ScepException e) {
            result = new CheckResult.Failed(RunKind.CHECK, e.code(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = new CheckResult.Interrupted(RunKind.CHECK);
        }
        equipment.log().say(result.message());
        return result;
    }

    private static String oneLine(Exception problem) {
        return String.valueOf(problem.getMessage()).replace("\n", "; ");
    }

    private CheckResult run(RunTrigger trigger, Wish wish, Instant begun)
            throws ScepException, SettingsException, InterruptedException {
        equipment.settingsFile().unknownKeys().forEach(equipment.log()::say);
        Settings settings = equipment.settingsFile().settings();
        if (!settings.enabled()) {
            return new CheckResult.Disabled();
        }
        Optional<RunLock.Held> lock = store.lock().tryAcquire();
        if (lock.isEmpty()) {
            return new CheckResult.Busy(
                    store.lock().holder().map(RunLock.Holder::pid).orElse(0L));
        }
        try (RunLock.Held held = lock.get()) {
            Equipment timed = withBelievableClock();
            return new LockedCheck(timed, settings, held, store.change(held))
                    .run(new LockedCheck.Begin(trigger, wish, begun), journal);
        }
    }

    /** Waits until the clock is set; a device that learns no time goes by what is known. */
    private Equipment withBelievableClock() throws StorageException, InterruptedException {
        Instant past =
                store.latestKnownTime().filter(equipment.built()::isBefore).orElse(equipment.built());
        KnownTime time = new KnownTime(equipment.clock(), past);
        if (time.isSet()) {
            return equipment;
        }
        equipment
                .log()
                .say("the clock says " + equipment.clock().instant() + ", but it is later than " + past
                        + "; waiting until it is set");
        for (Duration waited = Duration.ZERO;
                !time.isSet() && waited.compareTo(CLOCK_PATIENCE) < 0;
                waited = waited.plus(CLOCK_GLANCE)) {
            equipment.sleeper().sleep(CLOCK_GLANCE);
        }
        return time.isSet() ? equipment : equipment.withClock(time.floored());
    }
}
