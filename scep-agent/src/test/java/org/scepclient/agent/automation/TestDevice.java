package org.scepclient.agent.automation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scepclient.agent.device.SerialNumberSearch;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsFile;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.Credential;
import org.scepclient.file.FileOperations;
import org.scepclient.fixture.TestClock;
import org.scepclient.transport.Sleeper;

/** A device in a directory, whose clock only sleeping advances. */
final class TestDevice {
    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

    final AppPaths paths;
    final List<String> log = new ArrayList<>();
    final List<Duration> sleeps = new ArrayList<>();
    final TestClock clock;
    FileOperations operations = FileOperations.ofDisk();
    Sleeper whileAsleep = duration -> {};

    TestDevice(Path directory) throws IOException {
        this(directory, new TestClock(START));
    }

    /** A device that shares a clock with others. */
    TestDevice(Path directory, TestClock clock) throws IOException {
        this.clock = clock;
        Path home = Files.createDirectories(directory.resolve("app"));
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("etc"));
        paths = new AppPaths(home, directory.resolve("data"), home.resolve("etc/settings"));
        Files.createDirectories(directory.resolve("root/etc"));
        Files.writeString(directory.resolve("root/etc/machine-id"), "0123456789abcdef0123456789abcdef\n");
    }

    AgentContext context() {
        return new AgentContext(
                paths,
                operations,
                clock,
                duration -> {
                    sleeps.add(duration);
                    clock.advance(duration);
                    whileAsleep.sleep(duration);
                },
                new SecureRandom(),
                Instant.parse("2026-01-01T00:00:00Z"),
                new SerialNumberSearch(paths.home().resolveSibling("root")),
                log::add);
    }

    CertificateStore store() {
        return CertificateStore.in(paths.data(), operations);
    }

    /** Enables the automation with a server. */
    TestDevice configured(Object url) throws Exception {
        return set(Setting.ENABLED, "1").set(Setting.URL, url.toString());
    }

    TestDevice set(Setting setting, String value) throws Exception {
        Map<Setting, String> changes = new EnumMap<>(Setting.class);
        changes.put(setting, value);
        new SettingsFile(paths.settings()).repair(changes);
        return this;
    }

    TestDevice script(Setting setting, String commands) throws Exception {
        return set(setting, Base64.getEncoder().encodeToString(commands.getBytes(UTF_8)));
    }

    CheckResult check() {
        return run(CertificateCheck.Mode.WHAT_IS_DUE);
    }

    CheckResult run(CertificateCheck.Mode mode) {
        return new CertificateCheck(context(), store()).run(RunTrigger.PERSON, mode);
    }

    Credential inUse() throws Exception {
        return store().latest().orElseThrow();
    }

    Status status() {
        return Status.read(context(), store());
    }

    void later(Duration duration) {
        clock.advance(duration);
    }
}
