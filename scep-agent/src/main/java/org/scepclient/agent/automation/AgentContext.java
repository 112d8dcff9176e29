package org.scepclient.agent.automation;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.scepclient.agent.device.SerialNumberSearch;
import org.scepclient.agent.journal.Journal;
import org.scepclient.agent.settings.SettingsFile;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.file.FileOperations;
import org.scepclient.transport.Sleeper;

/**
 * What the automation has to do with: the device's files, clock, chance.
 *
 * @param built when this software was built: the time is later than that
 * @param serialNumbers where the device's serial number is looked for
 */
public record AgentContext(
        AppPaths paths,
        FileOperations operations,
        Clock clock,
        Sleeper sleeper,
        SecureRandom random,
        Instant built,
        SerialNumberSearch serialNumbers,
        RunLog log) {

    /** That of a real device. */
    public static AgentContext ofDevice(AppPaths paths, Instant built, RunLog log) {
        return new AgentContext(
                paths,
                FileOperations.ofDisk(),
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
        return CertificateStore.in(paths.data(), operations);
    }

    public Journal journal() {
        return new Journal(paths.data(), operations);
    }

    /** The same device, whose runs tell another one. */
    public AgentContext withLog(RunLog other) {
        return new AgentContext(paths, operations, clock, sleeper, random, built, serialNumbers, other);
    }

    AgentContext withClock(Clock other) {
        return new AgentContext(paths, operations, other, sleeper, random, built, serialNumbers, log);
    }
}
