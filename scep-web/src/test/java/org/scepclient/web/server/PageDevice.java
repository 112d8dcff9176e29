package org.scepclient.web.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.CertificateCheck;
import org.scepclient.agent.automation.CheckResult;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsException;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.error.StorageException;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.fixture.TestClock;
import org.scepclient.transport.Sleeper;
import org.scepclient.web.login.OneTimeLink;

/** A device with its web interface on a free port, and with a clock that only the test advances. */
final class PageDevice implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    private final AgentFixture agent;
    private final AgentContext context;
    private final CertificateStore store;
    private final WebServer page;

    private PageDevice(Path directory, Map<Setting, String> settings) throws Exception {
        this.agent = new AgentFixture(directory).withInstantSleeps();
        this.context = agent.context();
        this.store = context.store();
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

    AgentContext context() {
        return context;
    }

    CertificateStore store() {
        return store;
    }

    List<String> log() {
        return agent.log();
    }

    TestClock clock() {
        return agent.clock();
    }

    void whileAsleep(Sleeper action) {
        agent.whileAsleep(action);
    }

    void set(Setting setting, String value) throws StorageException, SettingsException {
        agent.set(setting, value);
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
        return new OneTimeLink(context.dataDirectory(), context.monotonicClock(), context.random());
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
