package org.scepclient.web.server;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.automation.Equipment;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.settings.Item;
import org.scepclient.settings.SecretFile;
import org.scepclient.settings.SettingsException;
import org.scepclient.settings.SettingsProblem;
import org.scepclient.value.Secret;
import org.scepclient.web.connection.ConnectionResult;
import org.scepclient.web.connection.ConnectionTest;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.GlobalPage;
import org.scepclient.web.page.Notice;
import org.scepclient.web.page.Preview;
import org.scepclient.web.page.RouterService;
import org.scepclient.web.page.TypedSettings;

/** Configuration &gt; Global: shows the settings, tries them, saves them. */
final class GlobalRoom {
    private static final int WRONG = 400;

    private final Equipment equipment;
    private final Runs runs;
    private final Frames frames;

    GlobalRoom(Equipment equipment, Runs runs) {
        this.equipment = equipment;
        this.runs = runs;
        this.frames = new Frames(equipment);
    }

    Answer show(Session session) throws StorageException {
        Map<Item, String> before = before();
        List<SettingsProblem> problems = new GlobalForm(new Form(Map.of()), before).problems(Map.of());
        Notice notice = problems.isEmpty()
                ? Notice.none()
                : Notice.error("The settings file has values that cannot be used; see the fields marked below.");
        return page(session, typed(before, problems, ""), notice, Optional.empty());
    }

    /** What the pressed button wants. */
    Answer pressed(Form form, Session session) throws ScepException {
        GlobalForm sent = new GlobalForm(form, before());
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

    private Answer pin(String fingerprint, GlobalForm sent, Session session) throws StorageException {
        Notice notice = Notice.news("The CA Fingerprint is filled in; Apply saves it." + again(sent));
        return page(session, filledIn(sent, Item.CA_FINGERPRINT, fingerprint), notice, Optional.empty());
    }

    private Answer use(RouterService service, GlobalForm sent, Session session) throws StorageException {
        String script = service.addedTo(sent.typed().getOrDefault(Item.SUCCESS_SCRIPT_B64, ""));
        Notice notice = Notice.news(
                "The lines for " + service.label() + " are in the success script; Apply saves them." + again(sent));
        return page(session, filledIn(sent, Item.SUCCESS_SCRIPT_B64, script), notice, Optional.empty());
    }

    /** What was typed, with one field filled in. */
    private TypedSettings filledIn(GlobalForm sent, Item item, String value) throws StorageException {
        Map<Item, String> typed = new EnumMap<>(Item.class);
        typed.putAll(sent.typed());
        typed.put(item, value);
        return typed(typed, List.of(), "");
    }

    private Answer test(GlobalForm sent, Session session) throws StorageException {
        ConnectionResult result = new ConnectionTest(equipment.clock()).of(sent.typed());
        List<SettingsProblem> problems =
                result instanceof ConnectionResult.Unusable unusable ? unusable.problems() : List.of();
        return page(session, unsaved(sent, problems), unsaved(sent), Optional.of(result));
    }

    private Answer apply(GlobalForm sent, Session session) throws ScepException {
        SecretFile challenge = new SecretFile(equipment.paths().data().resolve(SecretFile.CHALLENGE));
        Map<Item, String> changes = sent.changes(challenge.path());
        List<SettingsProblem> problems = sent.problems(changes);
        if (!problems.isEmpty() || !sent.challengeProblem().isEmpty()) {
            return refused(sent, problems, session);
        }
        if (!sent.challenge().isEmpty()) {
            challenge.write(Secret.of(sent.challenge()));
        }
        try {
            equipment.settingsFile().write(changes);
        } catch (SettingsException e) {
            return refused(sent, e.problems(), session);
        }
        if (sent.challenge().isEmpty() && sent.forgets()) {
            challenge.forget();
        }
        runs.apply();
        return page(
                session,
                typed(before(), List.of(), ""),
                Notice.done("Configuration successfully updated."),
                Optional.empty());
    }

    private Answer refused(GlobalForm sent, List<SettingsProblem> problems, Session session) throws StorageException {
        Notice notice = Notice.error("Nothing was saved; see the fields marked below." + again(sent));
        return page(session, typed(sent.typed(), problems, sent.challengeProblem()), notice, Optional.empty());
    }

    private TypedSettings unsaved(GlobalForm sent, List<SettingsProblem> problems) throws StorageException {
        return typed(sent.typed(), problems, "");
    }

    private static Notice unsaved(GlobalForm sent) {
        return Notice.news("Nothing is saved yet." + again(sent));
    }

    /** A password is never sent back to the browser. */
    private static String again(GlobalForm sent) {
        return sent.challenge().isEmpty() ? "" : " The challenge password has to be typed again.";
    }

    private TypedSettings typed(Map<Item, String> values, List<SettingsProblem> problems, String challengeProblem)
            throws StorageException {
        boolean stored = !before().getOrDefault(Item.CHALLENGE_FILE, "").isEmpty();
        return new TypedSettings(values, problems, new TypedSettings.Challenge(stored, challengeProblem));
    }

    private Map<Item, String> before() throws StorageException {
        return equipment.settingsFile().read();
    }

    private Answer page(Session session, TypedSettings typed, Notice notice, Optional<ConnectionResult> connection)
            throws StorageException {
        Preview preview = Preview.of(typed.values(), equipment.serialNumbers());
        GlobalPage page = new GlobalPage(typed, notice, preview, connection, session.formToken());
        boolean wrong = notice.kind() == Notice.Kind.ERROR;
        return Answer.html(wrong ? WRONG : 200, frames.around("Global", session).around(page::write));
    }
}
