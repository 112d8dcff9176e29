package org.scepclient.web.page;

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
 * @param settings values and problems to show
 * @param notice message above the form
 * @param connection result of a connection test
 * @param formToken token of the session
 * @param unfolded whether the section of the advanced settings is open
 */
public record GlobalPage(
        TypedSettings settings,
        Notice notice,
        Preview preview,
        Optional<ConnectionResult> connection,
        String formToken,
        boolean unfolded) {

    /** Form field with the name of the button that submitted the form. */
    public static final String BUTTON = "do";

    public static final String TEST = "test";
    public static final String PREVIEW = "preview";
    /** Query of a link to a field of the advanced settings. */
    public static final String UNFOLDED = "advanced";

    /** Form field with the fingerprint to pin. */
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
            Setting.SID,
            Setting.USE_DIGITAL_SIGNATURE,
            Setting.USE_KEY_ENCIPHERMENT,
            Setting.USE_SERVER_AUTH,
            Setting.USE_CLIENT_AUTH,
            Setting.ON_CHANGE);
    private static final Set<Setting> SCRIPTS = EnumSet.of(
            Setting.SUCCESS_SCRIPT_B64, Setting.VERIFY_SCRIPT_B64, Setting.DEPLOY_WINDOW, Setting.FAILURE_SCRIPT_B64);
    private static final Set<Setting> ADVANCED = advanced();

    private static Set<Setting> advanced() {
        Set<Setting> advanced = EnumSet.allOf(Setting.class);
        for (Set<Setting> group : List.of(SERVER, ENROLLMENT, NAMES, REQUEST, SCRIPTS)) {
            advanced.removeAll(group);
        }
        advanced.removeAll(EnumSet.of(Setting.ENABLED, Setting.PROXY));
        return advanced;
    }

    static boolean isAdvanced(Setting setting) {
        return ADVANCED.contains(setting);
    }

    public void write(Markup page) {
        notice.write(page);
        if (settings.hasProblems()) {
            summary(page);
        }
        page.open("form", "id", "settings", "method", "post", "action", "global", "autocomplete", "off");
        Notice.token(page, formToken);
        page.single(
                "input",
                "type",
                "hidden",
                "name",
                TypedSettings.SNAPSHOT,
                "value",
                settings.snapshot().text());
        // The Enter key activates the first submit button of a form.
        page.leaf("button", "Apply", "type", "submit", "class", "unseen", "tabindex", "-1", "aria-hidden", "true");
        field(page, Setting.ENABLED);
        server(page);
        page.leaf("h2", "Enrollment");
        fields(page, ENROLLMENT);
        request(page);
        scripts(page);
        advanced(page);
        page.open("p", "class", "buttons").leaf("button", "Apply", "type", "submit", "class", "main");
        page.close().close();
        ImportPage.writeForms(page, formToken);
    }

    private void summary(Markup page) {
        page.open("div", "class", "summary", "role", "alert", "tabindex", "-1", "autofocus", "autofocus");
        page.leaf("h2", "Check these settings").open("ul");
        for (SettingsProblem problem : settings.problems()) {
            page.open("li")
                    .leaf(
                            "a",
                            problem.setting().label(),
                            "href",
                            "#" + problem.setting().name());
            page.text(": ");
            SettingText.writeOnGlobal(page, TypedSettings.message(problem));
            page.close();
        }
        if (!settings.challenge().problem().isEmpty()) {
            page.open("li").leaf("a", "Challenge Password", "href", "#" + TypedSettings.CHALLENGE);
            page.text(": " + settings.challenge().problem()).close();
        }
        page.close().close();
    }

    private void field(Markup page, Setting setting) {
        new Field(setting, settings).write(page);
    }

    private void fields(Markup page, Set<Setting> group) {
        group.forEach(setting -> field(page, setting));
    }

    private void server(Markup page) {
        page.leaf("h2", "Server");
        fields(page, SERVER);
        new PasswordField(settings.challenge()).write(page);
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
                "Contacts the server with the values entered above. Does not save or trust anything.",
                "class",
                "help");
        page.close();
        new ConnectionView(connection).write(page);
    }

    private void request(Markup page) {
        page.leaf("h2", "Certificate request");
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
        page.leaf("h2", "Scripts");
        page.leaf(
                "p",
                "Scripts are shell commands that run as root, by design: anyone with the password of this web interface"
                        + " has full control of the device.",
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
                "Adds commands to the success script that install the key and certificate for the first tunnel of the"
                        + " service and restart the service; the script ends at the first command that fails. Does not save"
                        + " anything.",
                "class",
                "help");
        page.close();
        fields(page, EnumSet.of(Setting.VERIFY_SCRIPT_B64, Setting.DEPLOY_WINDOW, Setting.FAILURE_SCRIPT_B64));
    }

    /** The other settings, collapsed unless one of them has a problem. */
    private void advanced(Markup page) {
        boolean expanded = unfolded
                || ADVANCED.stream()
                        .anyMatch(setting -> !settings.problems(setting).isEmpty());
        if (expanded) {
            page.open("details", "class", "more", "open", "open");
        } else {
            page.open("details", "class", "more");
        }
        page.leaf("summary", "Advanced settings: files, limits, serial number, web interface");
        fields(page, ADVANCED);
        page.close();
    }
}
