package org.scepclient.cli.scepclient;

import java.nio.file.Path;
import java.util.Map;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.AppPaths;
import org.scepclient.agent.automation.CertificateCheck;
import org.scepclient.agent.automation.RunLog;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsException;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.cli.Version;
import org.scepclient.error.ScepException;
import org.scepclient.file.CurrentDirectory;
import org.scepclient.file.DurableDirectory;
import org.scepclient.testca.TestCa;
import org.scepclient.web.login.OneTimeLink;
import org.scepclient.web.server.WebServer;

/** The router app of the demo: a separate data directory, configured for the demo's CA, and its page. */
final class DemoAgent implements AutoCloseable {
    private static final String ANY_PORT = "127.0.0.1:0";

    private final AgentContext context;
    private final WebServer page;

    private DemoAgent(AgentContext context, WebServer page) {
        this.context = context;
        this.page = page;
    }

    /**
     * Configures the app, enrolls, and starts its page.
     *
     * @param challenge file with the CA's challenge password
     */
    static DemoAgent start(TestCa ca, Path directory, Path challenge) throws ScepException {
        AgentContext context = context(CurrentDirectory.absolute(directory));
        DurableDirectory.of(directory).prepare();
        try {
            context.settingsFile()
                    .write(Map.of(
                            Setting.ENABLED,
                            "1",
                            Setting.URL,
                            ca.url().toString(),
                            Setting.CA_FINGERPRINT,
                            ca.fingerprint().toString(),
                            Setting.CHALLENGE_FILE,
                            CurrentDirectory.absolute(challenge).toString(),
                            Setting.SERIAL,
                            "router-9",
                            Setting.SUBJECT,
                            "/O=Example/CN=SN"));
        } catch (SettingsException e) {
            throw new IllegalStateException("the settings of the demo are valid", e);
        }
        CertificateStore store = context.store();
        new CertificateCheck(context, store).run(RunTrigger.BOOT, CertificateCheck.Mode.WHAT_IS_DUE);
        return new DemoAgent(context, WebServer.start(context, store, ANY_PORT));
    }

    private static AgentContext context(Path directory) {
        AppPaths paths = AppPaths.of(
                Map.of(
                        "SCEPCLIENT_DATA", directory.resolve("data").toString(),
                        "SCEPCLIENT_SETTINGS", directory.resolve("settings").toString()),
                Path.of(System.getProperty("scepclient.home", "")));
        return AgentContext.ofDevice(paths, Version.built(), RunLog.silent());
    }

    /** A link that opens the page once within a minute. */
    String link() throws ScepException {
        String word = new OneTimeLink(context.dataDirectory(), context.monotonicClock(), context.random()).create();
        return "https://" + page.address() + "/link?word=" + word;
    }

    /** Assignments for a shell, so that the commands use this app. */
    String environment() {
        return "SCEPCLIENT_DATA=" + context.paths().data() + " SCEPCLIENT_SETTINGS="
                + context.paths().settings();
    }

    @Override
    public void close() {
        page.close();
    }
}
