package org.scepclient.web.handler;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.settings.SecretFile;
import org.scepclient.agent.settings.Setting;
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

/** Configuration &gt; Global: shows the settings, tries them, saves them. */
final class SettingsHandler {
    private static final int WRONG = 400;

    private final AgentContext context;
    private final BackgroundRuns runs;
    private final PageLayout layout;

    SettingsHandler(AgentContext context, BackgroundRuns runs) {
        this.context = context;
        this.runs = runs;
        this.layout = new PageLayout(context);
    }

    Response show(Session session) throws StorageException {
        Map<Setting, String> before = before();
        List<SettingsProblem> problems = new SettingsForm(new Form(Map.of()), before).problems(Map.of());
        Notice notice = problems.isEmpty()
                ? Notice.none()
                : Notice.error("The settings file has values that cannot be used; see the fields marked below.");
        return page(session, typed(before, problems, ""), notice, Optional.empty());
    }

    /** What the pressed button wants. */
    Response pressed(Form form, Session session) throws ScepException {
        SettingsForm sent = new SettingsForm(form, before());
        if (!form.text(GlobalPage.PIN).isEmpty()) {
            return pin(form.text(GlobalPage.PIN), sent, session);
        }
        Optional<RouterService> service = RouterService.ofButton(form.text(GlobalPage.BUTTON));
        if (service.isPresent()) {
            return use(service.get(), sent, session);
        }
        return switch (form.text(GlobalPage.BUTTON)) {
            case GlobalPage.TEST -> test(sent, session);
            case GlobalPage.PREVIEW -> page(session, unsaved(sent, List.of()), unsaved(sent), Optional.empty());
            default -> apply(sent, session);
        };
    }

    private Response pin(String fingerprint, SettingsForm sent, Session session) throws StorageException {
        Notice notice = Notice.news("The CA Fingerprint is filled in; Apply saves it." + again(sent));
        return page(session, filledIn(sent, Setting.CA_FINGERPRINT, fingerprint), notice, Optional.empty());
    }

    private Response use(RouterService service, SettingsForm sent, Session session) throws StorageException {
        String script = service.addedTo(sent.typed().getOrDefault(Setting.SUCCESS_SCRIPT_B64, ""));
        Notice notice = Notice.news(
                "The lines for " + service.label() + " are in the success script; Apply saves them." + again(sent));
        return page(session, filledIn(sent, Setting.SUCCESS_SCRIPT_B64, script), notice, Optional.empty());
    }

    /** What was typed, with one field filled in. */
    private TypedSettings filledIn(SettingsForm sent, Setting setting, String value) throws StorageException {
        Map<Setting, String> typed = new EnumMap<>(Setting.class);
        typed.putAll(sent.typed());
        typed.put(setting, value);
        return typed(typed, List.of(), "");
    }

    private Response test(SettingsForm sent, Session session) throws StorageException {
        ConnectionResult result = new ConnectionProbe(context.clock()).of(sent.typed());
        List<SettingsProblem> problems =
                result instanceof ConnectionResult.Unusable unusable ? unusable.problems() : List.of();
        return page(session, unsaved(sent, problems), unsaved(sent), Optional.of(result));
    }

    private Response apply(SettingsForm sent, Session session) throws ScepException {
        SecretFile challenge = new SecretFile(context.paths().data().resolve(SecretFile.CHALLENGE));
        Map<Setting, String> changes = sent.changes(challenge.path());
        List<SettingsProblem> problems = sent.problems(changes);
        if (!problems.isEmpty() || !sent.challengeProblem().isEmpty()) {
            return refused(sent, problems, session);
        }
        if (!sent.challenge().isEmpty()) {
            challenge.write(Secret.of(sent.challenge()));
        }
        try {
            context.settingsFile().write(changes);
        } catch (SettingsException e) {
            return refused(sent, e.problems(), session);
        }
        if (sent.challenge().isEmpty() && sent.forgets()) {
            challenge.delete();
        }
        runs.apply();
        return page(
                session,
                typed(before(), List.of(), ""),
                Notice.done("Configuration successfully updated."),
                Optional.empty());
    }

    private Response refused(SettingsForm sent, List<SettingsProblem> problems, Session session)
            throws StorageException {
        Notice notice = Notice.error("Nothing was saved; see the fields marked below." + again(sent));
        return page(session, typed(sent.typed(), problems, sent.challengeProblem()), notice, Optional.empty());
    }

    private TypedSettings unsaved(SettingsForm sent, List<SettingsProblem> problems) throws StorageException {
        return typed(sent.typed(), problems, "");
    }

    private static Notice unsaved(SettingsForm sent) {
        return Notice.news("Nothing is saved yet." + again(sent));
    }

    /** A password is never sent back to the browser. */
    private static String again(SettingsForm sent) {
        return sent.challenge().isEmpty() ? "" : " The challenge password has to be typed again.";
    }

    private TypedSettings typed(Map<Setting, String> values, List<SettingsProblem> problems, String challengeProblem)
            throws StorageException {
        boolean stored = !before().getOrDefault(Setting.CHALLENGE_FILE, "").isEmpty();
        return new TypedSettings(values, problems, new TypedSettings.Challenge(stored, challengeProblem));
    }

    private Map<Setting, String> before() throws StorageException {
        return context.settingsFile().read();
    }

    private Response page(Session session, TypedSettings typed, Notice notice, Optional<ConnectionResult> connection)
            throws StorageException {
        Preview preview = Preview.of(typed.values(), context.serialNumbers());
        GlobalPage page = new GlobalPage(typed, notice, preview, connection, session.formToken());
        boolean wrong = notice.kind() == Notice.Kind.ERROR;
        return Response.html(
                wrong ? WRONG : 200, layout.around("Global", session).around(page::write));
    }
}
