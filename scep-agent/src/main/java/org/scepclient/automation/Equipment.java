package org.scepclient.automation;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.scepclient.device.SerialNumberSearch;
import org.scepclient.file.FileSteps;
import org.scepclient.journal.Journal;
import org.scepclient.settings.SettingsFile;
import org.scepclient.store.CertificateStore;
import org.scepclient.transport.Sleeper;

/**
 * What the automation has to do with: the device's files, clock, chance.
 *
 * @param built when this software was built: the time is later than that
 * @param serialNumbers where the device's serial number is looked for
 */
public record Equipment(
        AppPaths paths,
        FileSteps steps,
        Clock clock,
        Sleeper sleeper,
        SecureRandom random,
        Instant built,
        SerialNumberSearch serialNumbers,
        RunLog log) {

    /** That of a real device. */
    public static Equipment ofDevice(AppPaths paths, Instant built, RunLog log) {
        return new Equipment(
                paths,
                FileSteps.ofDisk(),
                Clock.systemUTC(),
                Sleeper.ofThread(),
                new SecureRandom(),
                built,
                SerialNumberSearch.ofDevice(),
                log);
    }

    public SettingsFile settingsFile() {
        return new SettingsFile(paths.settings());
    }

    /** One for the whole process, because its lock is. */
    public CertificateStore store() {
        return CertificateStore.in(paths.data(), steps);
    }

    public Journal journal() {
        return new Journal(paths.data(), steps);
    }

    /** The same device, whose runs tell another one. */
    public Equipment withLog(RunLog other) {
        return new Equipment(paths, steps, clock, sleeper, random, built, serialNumbers, other);
    }

    Equipment withClock(Clock other) {
        return new Equipment(paths, steps, other, sleeper, random, built, serialNumbers, log);
    }
}
