package org.scepclient.web.page;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsProblem;
import org.scepclient.web.connection.ConnectionResult;
import org.scepclient.web.markup.Markup;

/**
 * Configuration &gt; Global.
 *
 * @param typed what the fields show
 * @param notice what to say above the form
 * @param connection what a test of the connection found
 * @param formToken the session's
 */
public record GlobalPage(
        TypedSettings typed, Notice notice, Preview preview, Optional<ConnectionResult> connection, String formToken) {

    /** The field that says which button was pressed. */
    public static final String BUTTON = "do";

    public static final String TEST = "test";
    public static final String PREVIEW = "preview";
    /** The field of the buttons that take a fingerprint over. */
    public static final String PIN = "pin";

    private static final Set<Setting> SERVER = EnumSet.of(Setting.URL, Setting.CA_IDENT, Setting.CA_FINGERPRINT);
    private static final Set<Setting> ENROLLMENT = EnumSet.of(
            Setting.RENEW_DAYS,
            Setting.AWAIT_RESULT,
            Setting.MAX_AWAIT_RESULT,
            Setting.LEGACY_CIPHERS,
            Setting.KEY_SIZE);
    private static final Set<Setting> NAMES = EnumSet.of(Setting.SUBJECT, Setting.ALT_NAME);
    private static final Set<Setting> REQUEST = EnumSet.of(
            Setting.TEMPLATE,
            Setting.USE_DIGITAL_SIGNATURE,
            Setting.USE_KEY_ENCIPHERMENT,
            Setting.USE_SERVER_AUTH,
            Setting.USE_CLIENT_AUTH);
    private static final Set<Setting> SCRIPTS = EnumSet.of(Setting.SUCCESS_SCRIPT_B64, Setting.FAILURE_SCRIPT_B64);

    public void write(Markup page) {
        notice.write(page);
        if (typed.wrong()) {
            summary(page);
        }
        page.open("form", "id", "settings", "method", "post", "action", "global", "autocomplete", "off");
        Notice.token(page, formToken);
        // The first button is the one that the Enter key presses.
        page.leaf("button", "Apply", "type", "submit", "class", "unseen", "tabindex", "-1", "aria-hidden", "true");
        field(page, Setting.ENABLED);
        server(page);
        band(page, "Enrollment");
        fields(page, ENROLLMENT);
        request(page);
        scripts(page);
        others(page);
        page.open("p", "class", "buttons").leaf("button", "Apply", "type", "submit", "class", "main");
        page.close().close();
    }

    private void summary(Markup page) {
        page.open("div", "class", "summary", "role", "alert", "tabindex", "-1", "autofocus", "autofocus");
        page.leaf("h2", "To be mended").open("ul");
        for (SettingsProblem problem : typed.problems()) {
            page.open("li")
                    .leaf(
                            "a",
                            problem.setting().label(),
                            "href",
                            "#" + problem.setting().name());
            page.text(": " + TypedSettings.words(problem)).close();
        }
        if (!typed.challenge().problem().isEmpty()) {
            page.open("li").leaf("a", "Challenge Password", "href", "#" + TypedSettings.CHALLENGE);
            page.text(": " + typed.challenge().problem()).close();
        }
        page.close().close();
    }

    private static void band(Markup page, String heading) {
        page.leaf("h2", heading);
    }

    private void field(Markup page, Setting setting) {
        new Field(setting, typed).write(page);
    }

    private void fields(Markup page, Set<Setting> items) {
        items.forEach(setting -> field(page, setting));
    }

    private void server(Markup page) {
        band(page, "Server");
        fields(page, SERVER);
        new PasswordField(typed.challenge()).write(page);
        field(page, Setting.PROXY);
        page.open("div", "class", "field").leaf("span", "Connection", "class", "label");
        page.leaf(
                "button",
                "Test connection",
                "type",
                "submit",
                "name",
                BUTTON,
                "value",
                TEST,
                "formaction",
                "global#connection");
        page.leaf(
                "p",
                "Asks the server with the values typed above. Nothing is saved or trusted by it.",
                "class",
                "help");
        page.close();
        new ConnectionView(connection).write(page);
    }

    private void request(Markup page) {
        band(page, "Certificate request");
        fields(page, NAMES);
        page.open("div", "class", "field")
                .leaf("span", "Preview", "class", "label")
                .open("div", "class", "entry");
        preview.write(page);
        page.close();
        page.open("noscript").open("p", "class", "help");
        page.leaf(
                "button",
                "Preview",
                "type",
                "submit",
                "name",
                BUTTON,
                "value",
                PREVIEW,
                "formaction",
                "global#preview");
        page.close().close().close();
        fields(page, REQUEST);
    }

    private void scripts(Markup page) {
        band(page, "Scripts");
        page.leaf(
                "p",
                "Scripts are commands for the shell of root, by design: whoever knows the password of this page can do"
                        + " everything on this device.",
                "class",
                "warning");
        field(page, Setting.SUCCESS_SCRIPT_B64);
        page.open("div", "class", "field", "id", "services").leaf("span", "Certificate for", "class", "label");
        page.open("div", "class", "entry");
        for (RouterService service : RouterService.values()) {
            page.leaf(
                    "button",
                    "Use for " + service.label(),
                    "type",
                    "submit",
                    "name",
                    BUTTON,
                    "value",
                    service.button(),
                    "formaction",
                    "global#services");
        }
        page.close();
        page.leaf(
                "p",
                "Adds to the success script what puts the key and the certificate into the first tunnel of the router's"
                        + " service and restarts it. Nothing is saved by it.",
                "class",
                "help");
        page.close();
        field(page, Setting.FAILURE_SCRIPT_B64);
    }

    private void others(Markup page) {
        Set<Setting> others = EnumSet.allOf(Setting.class);
        for (Set<Setting> shown : List.of(SERVER, ENROLLMENT, NAMES, REQUEST, SCRIPTS)) {
            others.removeAll(shown);
        }
        others.removeAll(EnumSet.of(Setting.ENABLED, Setting.PROXY));
        boolean wrong = Arrays.stream(Setting.values())
                .anyMatch(setting ->
                        others.contains(setting) && !typed.problems(setting).isEmpty());
        if (wrong) {
            page.open("details", "class", "more", "open", "open");
        } else {
            page.open("details", "class", "more");
        }
        page.leaf("summary", "Less common settings: files, limits, serial number, this page");
        fields(page, others);
        page.close();
    }
}
