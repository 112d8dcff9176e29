package org.scepclient.agent.automation;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.scepclient.agent.device.SerialNumberSearch;
import org.scepclient.agent.journal.Journal;
import org.scepclient.agent.schedule.DeviceClock;
import org.scepclient.agent.schedule.MonotonicClock;
import org.scepclient.agent.settings.SettingsFile;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileOperations;
import org.scepclient.transport.HttpSettings;
import org.scepclient.transport.Sleeper;
import org.scepclient.transport.Transport;

/**
 * The environment of the automation: files, clock, randomness, log.
 *
 * @param clock time of day; may be set at any time
 * @param monotonicClock elapsed time, for limits and delays
 * @param built build time of this software; an earlier clock is wrong
 * @param serialNumbers search for the device's serial number
 * @param http the way to servers
 */
public record AgentContext(
        AppPaths paths,
        FileOperations operations,
        Clock clock,
        MonotonicClock monotonicClock,
        Sleeper sleeper,
        SecureRandom random,
        Instant built,
        SerialNumberSearch serialNumbers,
        Function<HttpSettings, Transport> http,
        RunLog log) {

    /** The environment of a device that reaches servers over the network. */
    public AgentContext(
            AppPaths paths,
            FileOperations operations,
            Clock clock,
            MonotonicClock monotonicClock,
            Sleeper sleeper,
            SecureRandom random,
            Instant built,
            SerialNumberSearch serialNumbers,
            RunLog log) {
        this(paths, operations, clock, monotonicClock, sleeper, random, built, serialNumbers, Transport::http, log);
    }

    /** The environment of a real device. */
    public static AgentContext ofDevice(AppPaths paths, Instant built, RunLog log) {
        return new AgentContext(
                paths,
                FileOperations.ofDisk(),
                new DeviceClock(Clock.systemUTC()),
                MonotonicClock.ofDevice(),
                Sleeper.ofThread(),
                new SecureRandom(),
                built,
                SerialNumberSearch.ofDevice(),
                log);
    }

    public SettingsFile settingsFile() {
        return new SettingsFile(paths.settings());
    }

    /** Opens the store. A process must share one store, because the run lock is per process. */
    public CertificateStore store() {
        return CertificateStore.in(paths.data(), operations, log::warning);
    }

    /** The data directory, for the files that are not the automation's. */
    public DurableDirectory dataDirectory() {
        return new DurableDirectory(paths.data(), operations, log::warning);
    }

    public Journal journal() {
        return new Journal(paths.data(), operations, log::warning);
    }

    /** Replaces the log. */
    public AgentContext withLog(RunLog newLog) {
        return new AgentContext(
                paths, operations, clock, monotonicClock, sleeper, random, built, serialNumbers, http, newLog);
    }

    /** Replaces the clock. */
    public AgentContext withClock(Clock newClock) {
        return new AgentContext(
                paths, operations, newClock, monotonicClock, sleeper, random, built, serialNumbers, http, log);
    }

    /** Replaces the sleeper. */
    public AgentContext withSleeper(Sleeper newSleeper) {
        return new AgentContext(
                paths, operations, clock, monotonicClock, newSleeper, random, built, serialNumbers, http, log);
    }

    /** Waits, measured with the monotonic clock. */
    Sleeper waits() {
        return new Sleeper() {
            @Override
            public void sleep(Duration duration) throws InterruptedException {
                sleeper.sleep(duration);
            }

            @Override
            public Duration time() {
                return monotonicClock.time();
            }
        };
    }
}
