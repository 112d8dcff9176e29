package org.scepclient.web.server;

import java.util.Optional;
import org.scepclient.automation.Equipment;
import org.scepclient.error.ScepException;
import org.scepclient.store.CertificateStore;
import org.scepclient.web.login.Session;
import org.scepclient.web.reading.SystemLog;

/** The pages for who is logged in. */
final class Rooms {
    private final GlobalRoom global;
    private final StatusRoom status;
    private final ReadingRoom reading;
    private final Entrance entrance;

    Rooms(Equipment equipment, CertificateStore store, Runs runs, Entrance entrance) {
        this.global = new GlobalRoom(equipment, runs);
        this.status = new StatusRoom(equipment, store, runs);
        this.reading = new ReadingRoom(equipment, runs, SystemLog.ofDevice());
        this.entrance = entrance;
    }

    /** Nothing if there is no such page. */
    Optional<Answer> answer(Visit visit, Form form, Session session) throws ScepException {
        if (visit.page().equals("licenses") && !visit.isPost()) {
            return reading.licenses(visit, session);
        }
        return Optional.ofNullable(
                switch (visit.isPost() ? "POST " + visit.page() : visit.page()) {
                    case "status" -> status.show(session);
                    case "global" -> global.show(session);
                    case "log" -> reading.log(session);
                    case "password" -> entrance.passwordPage(session, "");
                    case "certificate.crt" -> status.certificate();
                    case "chain.crt" -> status.chain();
                    case "POST global" -> global.pressed(form, session);
                    case "POST renew" -> status.renew();
                    case "POST clear" -> status.clear(session);
                    case "POST password" -> entrance.setPassword(form, session);
                    case "POST logout" -> entrance.logOut(session);
                    default -> null;
                });
    }
}
