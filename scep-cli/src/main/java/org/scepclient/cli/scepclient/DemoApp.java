package org.scepclient.cli.scepclient;

import java.nio.file.Path;
import java.util.Map;
import org.scepclient.automation.AppPaths;
import org.scepclient.automation.CertificateCheck;
import org.scepclient.automation.Equipment;
import org.scepclient.automation.RunLog;
import org.scepclient.cli.Version;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.file.CurrentDirectory;
import org.scepclient.file.DurableDirectory;
import org.scepclient.journal.RunTrigger;
import org.scepclient.settings.Item;
import org.scepclient.settings.SettingsException;
import org.scepclient.store.CertificateStore;
import org.scepclient.testca.TestCa;
import org.scepclient.web.login.OneTimeLink;
import org.scepclient.web.server.PageServer;

/** The router app of the demo: a data directory of its own, set up for the demo's CA, and its page. */
final class DemoApp implements AutoCloseable {
    private static final String ANY_PORT = "127.0.0.1:0";

    private final Equipment equipment;
    private final PageServer page;

    private DemoApp(Equipment equipment, PageServer page) {
        this.equipment = equipment;
        this.page = page;
    }

    /**
     * Sets it up, lets it enroll, and starts its page.
     *
     * @param challenge the file with the CA's challenge password
     */
    static DemoApp start(Invocation invocation, TestCa ca, Path directory, Path challenge) throws ScepException {
        Equipment equipment = equipment(CurrentDirectory.absolute(directory));
        new DurableDirectory(directory, equipment.steps()).prepare();
        try {
            equipment
                    .settingsFile()
                    .write(Map.of(
                            Item.ENABLED,
                            "1",
                            Item.URL,
                            ca.url().toString(),
                            Item.CA_FINGERPRINT,
                            ca.fingerprint().toString(),
                            Item.CHALLENGE_FILE,
                            CurrentDirectory.absolute(challenge).toString(),
                            Item.SERIAL,
                            "router-9",
                            Item.SUBJECT,
                            "/O=Example/CN=SN"));
        } catch (SettingsException e) {
            throw new InvalidInputException("the demo's settings", String.valueOf(e.getMessage()), "mend the demo");
        }
        CertificateStore store = equipment.store();
        new CertificateCheck(equipment, store).run(RunTrigger.BOOT, CertificateCheck.Wish.WHAT_IS_DUE);
        return new DemoApp(equipment, PageServer.start(equipment, store, ANY_PORT));
    }

    private static Equipment equipment(Path directory) {
        AppPaths paths = AppPaths.of(
                Map.of(
                        "SCEPCLIENT_DATA", directory.resolve("data").toString(),
                        "SCEPCLIENT_SETTINGS", directory.resolve("settings").toString()),
                Path.of(System.getProperty("scepclient.home", "")));
        return Equipment.ofDevice(paths, Version.built(), RunLog.silent());
    }

    /** Opens the page once within a minute. */
    String link() throws ScepException {
        String word = new OneTimeLink(equipment.paths().data(), equipment.clock(), equipment.random()).make();
        return "https://" + page.address() + "/link?word=" + word;
    }

    /** What a shell has to be told, so that the app's commands mean this app. */
    String environment() {
        return "SCEPCLIENT_DATA=" + equipment.paths().data() + " SCEPCLIENT_SETTINGS="
                + equipment.paths().settings();
    }

    @Override
    public void close() {
        page.close();
    }
}
