package org.scepclient.web.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.AppPaths;
import org.scepclient.agent.automation.CertificateCheck;
import org.scepclient.agent.automation.CheckResult;
import org.scepclient.agent.device.SerialNumberSearch;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsException;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileOperations;
import org.scepclient.fixture.TestClock;
import org.scepclient.transport.Sleeper;
import org.scepclient.web.login.OneTimeLink;

/** A device in a directory, with a clock that only the test changes, and its web interface on a free port. */
final class PageDevice implements AutoCloseable {
    static final String PASSWORD = "correct horse";
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

    final Path directory;
    final List<String> log = new CopyOnWriteArrayList<>();
    final AgentContext context;
    final CertificateStore store;
    private final TestClock clock = new TestClock(START);
    /** Called instead of sleeping. */
    volatile Sleeper whileAsleep = duration -> {};

    private final WebServer page;

    private PageDevice(Path directory, Map<Setting, String> settings) throws Exception {
        this.directory = directory;
        AppPaths paths = new AppPaths(directory, directory.resolve("data"), directory.resolve("settings"));
        this.context = new AgentContext(
                paths,
                FileOperations.ofDisk(),
                clock,
                duration -> whileAsleep.sleep(duration),
                new SecureRandom(),
                START,
                new SerialNumberSearch(directory),
                log::add);
        this.store = context.store();
        Files.createDirectories(directory.resolve("etc"));
        Files.writeString(directory.resolve("etc/machine-id"), "0123456789abcdef0123456789abcdef\n");
        context.settingsFile().repair(settings);
        this.page = WebServer.start(context, store, "127.0.0.1:0");
    }

    static PageDevice in(Path directory) throws Exception {
        return new PageDevice(directory, Map.of());
    }

    /** A device with initial settings. */
    static PageDevice in(Path directory, Map<Setting, String> settings) throws Exception {
        return new PageDevice(directory, settings);
    }

    int port() {
        return page.port();
    }

    WebServer page() {
        return page;
    }

    Clock clock() {
        return clock;
    }

    void later(Duration duration) {
        clock.advance(duration);
    }

    void set(Setting setting, String value) throws StorageException, SettingsException {
        context.settingsFile().repair(Map.of(setting, value));
    }

    /** Runs the automation once, as cron does. */
    CheckResult check(CertificateCheck.Mode mode) {
        return new CertificateCheck(context, store).run(RunTrigger.TIMER, mode);
    }

    /** Creates the token of a one-time link. */
    String linkToken() throws Exception {
        return links().create();
    }

    OneTimeLink links() {
        return new OneTimeLink(context.paths().data(), context.clock(), context.random());
    }

    Browser browser() throws Exception {
        return new Browser(port(), "");
    }

    /** A browser that has logged in by a link. */
    Browser loggedIn() throws Exception {
        Browser browser = browser();
        browser.get("link?word=" + linkToken());
        return browser;
    }

    /** Sets the password, which ends all sessions. */
    PageDevice withPassword() throws Exception {
        loggedIn().send("password", Map.of("password", PASSWORD));
        return this;
    }

    @Override
    public void close() {
        page.close();
    }
}
