package org.scepclient.web.handler;

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
import org.scepclient.web.page.TypedSettings;

/** Configuration &gt; Global: shows, tests and saves the settings. */
final class SettingsHandler {
    private static final int BAD_REQUEST = 400;

    private final AgentContext context;
    private final BackgroundRuns runs;
    private final PageLayout layout;

    SettingsHandler(AgentContext context, BackgroundRuns runs) {
        this.context = context;
        this.runs = runs;
        this.layout = new PageLayout(context);
    }

    Response show(Session session) throws StorageException {
        Map<Setting, String> stored = stored();
        List<SettingsProblem> problems = new SettingsForm(new Form(Map.of()), stored).problems(Map.of());
        Notice notice = problems.isEmpty()
                ? Notice.none()
                : Notice.error("The settings file has invalid values. See the marked fields.");
        return page(session, fields(stored, problems, ""), notice, Optional.empty());
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
            case GlobalPage.PREVIEW -> showUnsaved(settingsForm, List.of(), Optional.empty(), session);
            default -> apply(form, session);
        };
    }

    private Response pin(String fingerprint, SettingsForm form, Session session) throws StorageException {
        Notice notice = Notice.info("CA Fingerprint filled in. Click Apply to save it." + passwordHint(form));
        return page(session, withValue(form, Setting.CA_FINGERPRINT, fingerprint), notice, Optional.empty());
    }

    private Response addCommands(RouterService service, SettingsForm form, Session session) throws StorageException {
        String script = service.appendTo(form.values().getOrDefault(Setting.SUCCESS_SCRIPT_B64, ""));
        Notice notice = Notice.info("The success script contains the commands for " + service.label()
                + ". Click Apply to save it." + passwordHint(form));
        return page(session, withValue(form, Setting.SUCCESS_SCRIPT_B64, script), notice, Optional.empty());
    }

    /** The entered values with one of them replaced. */
    private TypedSettings withValue(SettingsForm form, Setting setting, String value) throws StorageException {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        values.putAll(form.values());
        values.put(setting, value);
        return fields(values, List.of(), "");
    }

    private Response test(SettingsForm form, Session session) throws StorageException {
        ConnectionResult result = new ConnectionProbe(context.clock()).of(form.values());
        List<SettingsProblem> problems =
                result instanceof ConnectionResult.Unusable unusable ? unusable.problems() : List.of();
        return showUnsaved(form, problems, Optional.of(result), session);
    }

    private Response apply(Form form, Session session) throws ScepException {
        try (SettingsChange change = context.settingsFile().change()) {
            SettingsForm current = new SettingsForm(form, stored());
            SecretFile challenge = new SecretFile(context.paths().data().resolve(SecretFile.CHALLENGE));
            Map<Setting, String> changes = current.changes(challenge.path());
            List<SettingsProblem> problems = current.problems(changes);
            if (!problems.isEmpty() || !current.challengeProblem().isEmpty()) {
                return showProblems(current, problems, session);
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
        return page(
                session,
                fields(stored(), List.of(), ""),
                Notice.done("Configuration successfully updated."),
                Optional.empty());
    }

    private Response showProblems(SettingsForm form, List<SettingsProblem> problems, Session session)
            throws StorageException {
        Notice notice = Notice.error("Nothing was saved. See the marked fields." + passwordHint(form));
        return page(session, fields(form.values(), problems, form.challengeProblem()), notice, Optional.empty());
    }

    private Response showUnsaved(
            SettingsForm form, List<SettingsProblem> problems, Optional<ConnectionResult> connection, Session session)
            throws StorageException {
        Notice notice = Notice.info("Nothing is saved yet." + passwordHint(form));
        return page(session, fields(form.values(), problems, ""), notice, connection);
    }

    /** Passwords are never sent back to the browser, so an entered one is lost. */
    private static String passwordHint(SettingsForm form) {
        return form.challenge().isEmpty() ? "" : " Enter the challenge password again.";
    }

    private TypedSettings fields(Map<Setting, String> values, List<SettingsProblem> problems, String challengeProblem)
            throws StorageException {
        boolean challengeStored =
                !stored().getOrDefault(Setting.CHALLENGE_FILE, "").isEmpty();
        return new TypedSettings(values, problems, new TypedSettings.Challenge(challengeStored, challengeProblem));
    }

    private Map<Setting, String> stored() throws StorageException {
        return context.settingsFile().read();
    }

    private Response page(Session session, TypedSettings fields, Notice notice, Optional<ConnectionResult> connection)
            throws StorageException {
        Preview preview = Preview.of(fields.values(), context.serialNumbers());
        GlobalPage page = new GlobalPage(fields, notice, preview, connection, session.formToken());
        int code = notice.kind() == Notice.Kind.ERROR ? BAD_REQUEST : 200;
        return Response.html(code, layout.of("Global", session).render(page::write));
    }
}
