package org.scepclient.web.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsChange;
import org.scepclient.agent.settings.SettingsDifference;
import org.scepclient.agent.settings.SettingsException;
import org.scepclient.agent.settings.SettingsExport;
import org.scepclient.agent.settings.SettingsImport;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.web.http.Form;
import org.scepclient.web.http.Response;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.ImportPage;
import org.scepclient.web.page.Notice;
import org.scepclient.web.page.SettingsSnapshot;
import org.scepclient.web.page.TypedSettings;

/** Export of the settings, and import of another device's. */
final class ImportHandler {
    /** In base64 it fits the form of the preview. */
    private static final int MAX_BYTES = 160 * 1024;

    private final AgentContext context;
    private final BackgroundRuns runs;
    private final PageLayout layout;

    ImportHandler(AgentContext context, BackgroundRuns runs) {
        this.context = context;
        this.runs = runs;
        this.layout = new PageLayout(context);
    }

    /** The saved settings as a file, or the settings page with what is wrong in them. */
    Response download(String file) throws StorageException {
        try {
            SettingsExport export = SettingsExport.of(context.settingsFile().settings());
            boolean json = file.equals(ImportPage.EXPORT_JSON);
            Response response = json
                    ? Response.of(200, "application/json", export.json() + "\n")
                    : Response.of(200, "application/octet-stream", new String(export.text(), UTF_8));
            return response.withHeader("Content-Disposition", "attachment; filename=\"" + file + "\"");
        } catch (SettingsException e) {
            return Response.redirect("global");
        }
    }

    /** Shows what an uploaded file would change, or applies what was shown. */
    Response handle(Form form, Session session) throws ScepException {
        boolean shown = form.has(ImportPage.CONTENT);
        byte[] content = shown
                ? decoded(form.text(ImportPage.CONTENT))
                : form.text(ImportPage.FILE).getBytes(UTF_8);
        if (content.length > MAX_BYTES) {
            return page(
                    Notice.error("The file is larger than " + MAX_BYTES / 1024
                            + " KB. Run 'scepclient settings import' on the device instead."),
                    nothing(List.of()),
                    session);
        }
        SettingsImport read = SettingsImport.read("file", new String(content, ISO_8859_1));
        return shown ? apply(form, content, read, session) : preview(Notice.none(), content, read, session);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private Response preview(Notice notice, byte[] content, SettingsImport read, Session session)
            throws StorageException {
        Map<Setting, String> stored = context.settingsFile().read();
        List<String> problems = new ArrayList<>(read.problems(stored));
        problems.addAll(read.malformed());
        if (!problems.isEmpty()) {
            return page(Notice.error("Nothing was changed."), nothing(problems), session);
        }
        List<SettingsDifference> differences = SettingsDifference.of(stored, read.changes(stored));
        ImportPage.Preview preview = new ImportPage.Preview(
                Base64.getUrlEncoder().withoutPadding().encodeToString(content),
                SettingsSnapshot.of(stored),
                List.of(),
                differences,
                read.kept(stored));
        Notice shown = differences.isEmpty() ? Notice.info("This device has these settings already.") : notice;
        return page(shown, preview, session);
    }

    private static ImportPage.Preview nothing(List<String> problems) {
        return new ImportPage.Preview("", new SettingsSnapshot(""), problems, List.of(), List.of());
    }

    /** Changes what was shown; if the settings have been changed since then, shows the new differences instead. */
    private Response apply(Form form, byte[] content, SettingsImport read, Session session) throws ScepException {
        try (SettingsChange change = context.settingsFile().change()) {
            Map<Setting, String> stored = context.settingsFile().read();
            boolean same = SettingsSnapshot.of(stored).text().equals(form.text(TypedSettings.SNAPSHOT));
            if (!same || !read.malformed().isEmpty() || !read.problems(stored).isEmpty()) {
                Notice notice =
                        Notice.error("Nothing was changed: the settings were changed elsewhere since the comparison."
                                + " Compare again.");
                return preview(notice, content, read, session);
            }
            change.write(read.changes(stored));
        } catch (SettingsException e) {
            return page(
                    Notice.error("Nothing was changed."), nothing(List.of(String.valueOf(e.getMessage()))), session);
        }
        runs.apply();
        return Response.redirect(StatusHandler.PAGE_AFTER_CHANGE);
    }

    private Response page(Notice notice, ImportPage.Preview preview, Session session) throws StorageException {
        ImportPage page = new ImportPage(notice, preview, session.formToken());
        int code = notice.kind() == Notice.Kind.ERROR ? 400 : 200;
        return Response.html(code, layout.of("Import", session).render(page::write));
    }
}
