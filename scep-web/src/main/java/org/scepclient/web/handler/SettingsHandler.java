package org.scepclient.web.handler;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.settings.SecretFile;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsChange;
import org.scepclient.agent.settings.SettingsException;
import org.scepclient.agent.settings.SettingsProblem;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.value.Secret;
import org.scepclient.web.connection.ConnectionProbe;
import org.scepclient.web.connection.ConnectionResult;
import org.scepclient.web.http.Form;
import org.scepclient.web.http.Response;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.GlobalPage;
import org.scepclient.web.page.Notice;
import org.scepclient.web.page.Preview;
import org.scepclient.web.page.RouterService;
import org.scepclient.web.page.SettingsSnapshot;
import org.scepclient.web.page.TypedSettings;

/** Configuration &gt; Global: shows, tests and saves the settings. */
final class SettingsHandler {
    private static final int BAD_REQUEST = 400;
    private static final Path ROOT = Path.of("/");
    private static final String UNSAVED = "Nothing is saved yet.";

    private final AgentContext context;
    private final BackgroundRuns runs;
    private final PageLayout layout;

    SettingsHandler(AgentContext context, BackgroundRuns runs) {
        this.context = context;
        this.runs = runs;
        this.layout = new PageLayout(context);
    }

    /**
     * Shows the stored settings.
     *
     * @param query of the request
     */
    Response show(String query, Session session) throws StorageException {
        Map<Setting, String> stored = stored();
        List<SettingsProblem> problems = new SettingsForm(new Form(Map.of()), stored).problems(Map.of());
        Notice notice = problems.isEmpty()
                ? Notice.none()
                : Notice.error("The settings file has invalid values. See the marked fields.");
        View view = new View(notice, Optional.empty(), query.equals(GlobalPage.UNFOLDED));
        return page(session, stored(stored, problems), view);
    }

    /** Handles the form by the button that submitted it; Apply has no name. */
    Response handle(Form form, Session session) throws ScepException {
        SettingsForm settingsForm = new SettingsForm(form, stored());
        if (!form.text(GlobalPage.PIN).isEmpty()) {
            return pin(form.text(GlobalPage.PIN), settingsForm, session);
        }
        Optional<RouterService> service = RouterService.ofButton(form.text(GlobalPage.BUTTON));
        if (service.isPresent()) {
            return addCommands(service.get(), settingsForm, session);
        }
        return switch (form.text(GlobalPage.BUTTON)) {
            case GlobalPage.TEST -> test(settingsForm, session);
            case GlobalPage.PREVIEW ->
                showUnsaved(settingsForm, settingsForm.emptied(), View.of(Notice.info(UNSAVED)), session);
            default -> apply(form, session);
        };
    }

    private Response pin(String fingerprint, SettingsForm form, Session session) throws StorageException {
        Notice notice = Notice.info(Setting.CA_FINGERPRINT.key() + " filled in. Click Apply to save it.");
        return page(session, withValue(form, Setting.CA_FINGERPRINT, fingerprint), View.of(notice));
    }

    private Response addCommands(RouterService service, SettingsForm form, Session session) throws StorageException {
        String before = form.values().getOrDefault(Setting.SUCCESS_SCRIPT_B64, "");
        String script = service.appendTo(before);
        List<String> missing = service.missing(ROOT);
        String text = service.hasOldCommands(before)
                ? "The " + Setting.SUCCESS_SCRIPT_B64.key() + " has commands for " + service.label()
                        + " of an earlier version, in which the restart hides a failure before it. Remove them and click again."
                : "The " + Setting.SUCCESS_SCRIPT_B64.key() + " contains the commands for " + service.label()
                        + ". Click Apply to save it.";
        Notice notice = missing.isEmpty()
                ? Notice.info(text)
                : Notice.warning(text + " This device has no " + String.join(" and no ", missing)
                        + ": the script will fail until " + (missing.size() == 1 ? "it exists." : "they exist."));
        return page(session, withValue(form, Setting.SUCCESS_SCRIPT_B64, script), View.of(notice));
    }

    /** The entered values with one of them replaced. */
    private TypedSettings withValue(SettingsForm form, Setting setting, String value) throws StorageException {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        values.putAll(form.values());
        values.put(setting, value);
        return entered(form, values, form.emptied());
    }

    private Response test(SettingsForm form, Session session) throws StorageException {
        ConnectionResult result = new ConnectionProbe(context.clock()).of(form.values());
        List<SettingsProblem> problems =
                result instanceof ConnectionResult.Unusable unusable ? unusable.problems() : form.emptied();
        return showUnsaved(form, problems, new View(Notice.info(UNSAVED), Optional.of(result), false), session);
    }

    private Response apply(Form form, Session session) throws ScepException {
        try (SettingsChange change = context.settingsFile().change()) {
            SettingsForm current = new SettingsForm(form, stored());
            SettingsConflict conflict = new SettingsConflict(current, current.changedElsewhere());
            if (!conflict.settings().isEmpty()) {
                return showConflict(conflict, session);
            }
            SecretFile challenge = new SecretFile(context.paths().data().resolve(SecretFile.CHALLENGE));
            Map<Setting, String> changes = current.changes(challenge.path());
            if (!current.accepts(changes)) {
                return showProblems(current, current.problems(changes), session);
            }
            if (!current.challenge().isEmpty()) {
                challenge.write(Secret.of(current.challenge()));
            }
            change.write(changes);
            if (current.challenge().isEmpty() && current.deletesChallenge()) {
                challenge.delete();
            }
        } catch (SettingsException e) {
            return showProblems(new SettingsForm(form, stored()), e.problems(), session);
        }
        runs.apply();
        return Response.redirect(StatusHandler.PAGE_AFTER_CHANGE);
    }

    private Response showConflict(SettingsConflict conflict, Session session) throws StorageException {
        SettingsForm form = conflict.form();
        List<SettingsProblem> problems = new ArrayList<>(conflict.problems());
        problems.addAll(form.emptied());
        Notice notice =
                Notice.error("Nothing was saved: settings were changed elsewhere since this form was loaded. Compare"
                        + " the marked fields, then click Apply.");
        TypedSettings fields = new TypedSettings(
                conflict.values(),
                problems,
                challenge(form.challengeProblemAfterAction()),
                SettingsSnapshot.of(form.stored()));
        return page(session, fields, View.of(notice));
    }

    private Response showProblems(SettingsForm form, List<SettingsProblem> problems, Session session)
            throws StorageException {
        List<SettingsProblem> all = new ArrayList<>(problems);
        all.addAll(form.emptied());
        return showUnsaved(form, all, View.of(Notice.error("Nothing was saved. See the marked fields.")), session);
    }

    private Response showUnsaved(SettingsForm form, List<SettingsProblem> problems, View view, Session session)
            throws StorageException {
        return page(session, entered(form, form.values(), problems), view);
    }

    private TypedSettings stored(Map<Setting, String> stored, List<SettingsProblem> problems) throws StorageException {
        return new TypedSettings(stored, problems, challenge(""), SettingsSnapshot.of(stored));
    }

    private TypedSettings entered(SettingsForm form, Map<Setting, String> values, List<SettingsProblem> problems)
            throws StorageException {
        return new TypedSettings(values, problems, challenge(form.challengeProblemAfterAction()), form.snapshot());
    }

    private TypedSettings.Challenge challenge(String problem) throws StorageException {
        boolean isStored = !stored().getOrDefault(Setting.CHALLENGE_FILE, "").isEmpty();
        return new TypedSettings.Challenge(isStored, problem);
    }

    private Map<Setting, String> stored() throws StorageException {
        return context.settingsFile().read();
    }

    /** The parts of the page beside the fields. */
    private record View(Notice notice, Optional<ConnectionResult> connection, boolean unfolded) {
        static View of(Notice notice) {
            return new View(notice, Optional.empty(), false);
        }
    }

    private Response page(Session session, TypedSettings fields, View view) throws StorageException {
        Preview preview = Preview.of(fields.values(), context.serialNumbers());
        GlobalPage page =
                new GlobalPage(fields, view.notice(), preview, view.connection(), session.formToken(), view.unfolded());
        int code = view.notice().kind() == Notice.Kind.ERROR ? BAD_REQUEST : 200;
        return Response.html(code, layout.of("Global", session).render(page::write));
    }
}
