package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.automation.CertificateCheck;
import org.scepclient.automation.Equipment;
import org.scepclient.automation.Status;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.journal.RunTrigger;
import org.scepclient.settings.Item;
import org.scepclient.settings.SecretFile;
import org.scepclient.settings.Settings;
import org.scepclient.settings.SettingsException;
import org.scepclient.settings.SettingsProblem;
import org.scepclient.store.CertificateStore;
import org.scepclient.store.RunLock;
import org.scepclient.value.Secret;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.GlobalPage;
import org.scepclient.web.page.Layout;
import org.scepclient.web.page.StatusPage;

/** The pages for who is logged in. */
final class Rooms {
    private final Equipment equipment;
    private final CertificateStore store;
    private final Runs runs;
    private final Entrance entrance;

    Rooms(Equipment equipment, CertificateStore store, Runs runs, Entrance entrance) {
        this.equipment = equipment;
        this.store = store;
        this.runs = runs;
        this.entrance = entrance;
    }

    /** Nothing if there is no such page. */
    Optional<Answer> answer(Visit visit, Form form, Session session) throws ScepException {
        return Optional.ofNullable(
                switch (visit.isPost() ? "POST " + visit.page() : visit.page()) {
                    case "status" -> status(session);
                    case "global" -> global(new GlobalPage(shown(), List.of(), "", session.formToken()));
                    case "password" -> entrance.passwordPage(session, "");
                    case "certificate.crt" -> download(inUse());
                    case "chain.crt" -> download(store.chain());
                    case "POST global" -> apply(form, session);
                    case "POST renew" -> renew();
                    case "POST clear" -> clear();
                    case "POST password" -> entrance.setPassword(form, session);
                    case "POST logout" -> entrance.logOut(session);
                    default -> null;
                });
    }

    private Answer status(Session session) throws StorageException {
        StatusPage content = new StatusPage(Status.read(equipment, store), session.formToken(), runs.active());
        return Answer.html(200, new Layout("Status", returnLink(), content.refreshing()).around(content::write));
    }

    private Answer global(GlobalPage content) throws StorageException {
        int code = content.problems().isEmpty() ? 200 : 400;
        return Answer.html(code, new Layout("Global", returnLink(), false).around(content::write));
    }

    private Map<Item, String> shown() throws StorageException {
        return equipment.settingsFile().read();
    }

    /** Where Return leads; what the file says is used only if it may be. */
    private String returnLink() throws StorageException {
        String link = shown().getOrDefault(Item.WEB_RETURN, Item.WEB_RETURN.defaultValue());
        return link.isEmpty() || Settings.check(Item.WEB_RETURN, link).isPresent() ? "/" : link;
    }

    private Answer apply(Form form, Session session) throws ScepException {
        Map<Item, String> typed = typed(form);
        Map<Item, String> changes = changes(typed);
        String challenge = form.text(GlobalPage.CHALLENGE);
        try {
            if (!challenge.isEmpty()) {
                SecretFile file = new SecretFile(equipment.paths().data().resolve(SecretFile.CHALLENGE));
                changes.put(Item.CHALLENGE_FILE, file.path().toString());
                equipment.settingsFile().write(changes);
                file.write(Secret.of(challenge));
            } else {
                equipment.settingsFile().write(changes);
            }
        } catch (SettingsException e) {
            List<SettingsProblem> problems = e.problems();
            return global(new GlobalPage(
                    typed, problems, "Nothing was saved; see the fields marked below.", session.formToken()));
        }
        runs.apply();
        return global(new GlobalPage(shown(), List.of(), "Configuration successfully updated.", session.formToken()));
    }

    private static Map<Item, String> typed(Form form) {
        Map<Item, String> typed = new EnumMap<>(Item.class);
        for (Item item : Item.values()) {
            String text = form.text(item.name());
            typed.put(
                    item,
                    switch (item.kind()) {
                        case SWITCH -> text.equals("1") ? "1" : "0";
                        // A browser sends the lines of a text area with CR and LF.
                        case SCRIPT ->
                            Base64.getEncoder()
                                    .encodeToString(text.replace("\r\n", "\n").getBytes(UTF_8));
                        default -> text;
                    });
        }
        return typed;
    }

    /** Only what differs is written: flash memory wears, and what the file leaves out stays out. */
    private Map<Item, String> changes(Map<Item, String> typed) throws StorageException {
        Map<Item, String> before = shown();
        Map<Item, String> changes = new EnumMap<>(Item.class);
        typed.forEach((item, value) -> {
            if (!value.equals(before.getOrDefault(item, item.defaultValue()))) {
                changes.put(item, value);
            }
        });
        return changes;
    }

    private Answer renew() {
        runs.start(RunTrigger.PERSON, CertificateCheck.Wish.RENEWAL);
        return Answer.to("status");
    }

    private Answer clear() throws ScepException {
        Optional<RunLock.Held> lock = store.lock().tryAcquire();
        if (lock.isEmpty()) {
            return Answer.text(409, "A run is active; wait for its end.");
        }
        try (RunLock.Held held = lock.get()) {
            store.change(held).discardPending();
        }
        return Answer.to("status");
    }

    private List<X509Certificate> inUse() throws StorageException {
        return store.latest().map(pair -> List.of(pair.certificate())).orElse(List.of());
    }

    private static Answer download(List<X509Certificate> certificates) {
        StringBuilder pem = new StringBuilder();
        try {
            for (X509Certificate certificate : certificates) {
                String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
                pem.append("-----BEGIN CERTIFICATE-----\n").append(lines).append("\n-----END CERTIFICATE-----\n");
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was decoded has an encoding", e);
        }
        return Answer.of(200, "application/x-pem-file", pem.toString()).with("Content-Disposition", "attachment");
    }
}
