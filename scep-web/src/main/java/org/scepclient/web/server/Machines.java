package org.scepclient.web.server;

import java.util.Optional;
import org.scepclient.automation.Equipment;
import org.scepclient.automation.Status;
import org.scepclient.automation.StatusJson;
import org.scepclient.json.JsonObject;
import org.scepclient.store.CertificateStore;
import org.scepclient.web.monitor.Metrics;
import org.scepclient.web.monitor.MonitoringToken;

/** What machines may ask for, with a token of their own; a session opens none of it, and the token opens no page. */
final class Machines {
    private static final String JSON = "application/json";

    private final Equipment equipment;
    private final CertificateStore store;
    private final MonitoringToken token;

    Machines(Equipment equipment, CertificateStore store) {
        this.equipment = equipment;
        this.store = store;
        this.token = new MonitoringToken(equipment);
    }

    /** Nothing for pages that are for people. */
    Optional<Answer> answer(Visit visit) {
        return switch (visit.page()) {
            case "api/status", "metrics", "health" -> Optional.of(guarded(visit));
            default -> Optional.empty();
        };
    }

    private Answer guarded(Visit visit) {
        if (visit.isPost()) {
            return Answer.text(405, "only GET").with("Allow", "GET");
        }
        return switch (token.judge(visit.header("Authorization"))) {
            case OFF -> Answer.text(404, "there is no such page");
            case WRONG -> Answer.text(401, "the token is missing or wrong").with("WWW-Authenticate", "Bearer");
            case RIGHT -> asked(visit.page(), Status.read(equipment, store));
        };
    }

    private static Answer asked(String page, Status status) {
        return switch (page) {
            case "metrics" -> Answer.of(200, Metrics.TYPE, Metrics.of(status));
            case "health" -> health(status);
            default -> Answer.of(200, JSON, new StatusJson(status).object() + "\n");
        };
    }

    /** Healthy is who has a valid certificate, or is not to get one. */
    private static Answer health(Status status) {
        boolean healthy = !status.enabled() || status.word().equals("Valid");
        JsonObject json = new JsonObject()
                .put("healthy", healthy)
                .put("state", status.word())
                .put("certificate", status.certificateLine());
        return Answer.of(healthy ? 200 : 503, JSON, json + "\n");
    }
}
