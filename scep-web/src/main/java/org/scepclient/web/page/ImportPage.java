package org.scepclient.web.page;

import java.util.List;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsDifference;
import org.scepclient.web.markup.Markup;

/**
 * The preview of an import: what would change, to apply or not.
 *
 * @param notice message about the user's last action
 * @param preview what would change; empty lists if the file cannot be imported
 * @param formToken token of the session
 */
public record ImportPage(Notice notice, Preview preview, String formToken) {
    public static final String PAGE = "import";
    public static final String EXPORT_TEXT = "scepclient.settings";
    public static final String EXPORT_JSON = "scepclient.json";

    /** Form field with the uploaded file. */
    public static final String FILE = "file";

    /** Form field with the content that was previewed, in base64 for URLs. */
    public static final String CONTENT = "content";

    /**
     * What the import does.
     *
     * @param content the file in base64 for URLs
     * @param snapshot the settings that it was compared with
     * @param problems why nothing can be imported, a line each
     * @param kept settings of the file that belong to a single device
     */
    public record Preview(
            String content,
            SettingsSnapshot snapshot,
            List<String> problems,
            List<SettingsDifference> differences,
            List<Setting> kept) {}

    /** Writes the links and the form for the settings of other devices. */
    static void writeForms(Markup page, String formToken) {
        page.leaf("h2", "Other devices", "id", "devices");
        page.open("div", "class", "field").leaf("span", "Export", "class", "label");
        page.open("div", "class", "entry");
        page.leaf("a", "Download settings", "href", EXPORT_TEXT, "download", EXPORT_TEXT);
        page.leaf("a", "as JSON", "href", EXPORT_JSON, "download", EXPORT_JSON).close();
        page.leaf("p", "The saved settings, without passwords and the serial number.", "class", "help");
        page.close();
        upload(page, formToken);
    }

    private static void upload(Markup page, String formToken) {
        page.open(
                "form",
                "method",
                "post",
                "action",
                PAGE,
                "enctype",
                "multipart/form-data",
                "class",
                "field line",
                "id",
                "upload");
        Notice.token(page, formToken);
        page.leaf("label", "Import", "for", FILE).open("div", "class", "entry");
        page.single(
                "input",
                "type",
                "file",
                "id",
                FILE,
                "name",
                FILE,
                "required",
                "required",
                "aria-describedby",
                "file-help");
        page.leaf("button", "Compare", "type", "submit").close();
        page.leaf(
                "p",
                "Settings of another device. Shows what would change, before anything is saved. Passwords and the serial number"
                        + " of this device stay.",
                "class",
                "help",
                "id",
                "file-help");
        page.close();
    }

    public void write(Markup page) {
        notice.write(page);
        if (!preview.problems().isEmpty()) {
            page.open("div", "class", "summary", "role", "alert");
            page.leaf("h2", "Correct the file").open("ul");
            preview.problems().forEach(problem -> page.leaf("li", problem));
            page.close().close();
        }
        if (!preview.differences().isEmpty()) {
            page.leaf("h2", "Changes");
            page.open("ul", "class", "changes");
            preview.differences().forEach(difference -> difference(page, difference));
            page.close();
        }
        if (!preview.kept().isEmpty()) {
            page.leaf(
                    "p",
                    "Of this device, and not changed: "
                            + String.join(
                                    ", ",
                                    preview.kept().stream().map(Setting::label).toList()));
        }
        buttons(page);
    }

    private static void difference(Markup page, SettingsDifference difference) {
        page.open("li").leaf("strong", difference.setting().label()).text(": ");
        page.leaf("del", difference.oldValue()).text(" → ").leaf("ins", difference.newValue());
        if (!difference.lines().isEmpty()) {
            page.leaf("pre", String.join("\n", difference.lines()), "class", "log");
        }
        page.close();
    }

    private void buttons(Markup page) {
        page.open("div", "class", "buttons");
        if (preview.problems().isEmpty() && !preview.differences().isEmpty()) {
            page.open("form", "method", "post", "action", PAGE);
            Notice.token(page, formToken);
            hidden(page, CONTENT, preview.content());
            hidden(page, TypedSettings.SNAPSHOT, preview.snapshot().text());
            page.leaf("button", "Apply", "type", "submit", "class", "main").close();
        }
        page.leaf("a", "Back", "href", "global#devices").close();
    }

    private static void hidden(Markup page, String name, String value) {
        page.single("input", "type", "hidden", "name", name, "value", value);
    }
}
