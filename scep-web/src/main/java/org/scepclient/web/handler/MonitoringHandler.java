package org.scepclient.web.handler;

import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.Status;
import org.scepclient.agent.automation.StatusJson;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.json.JsonObject;
import org.scepclient.web.http.Request;
import org.scepclient.web.http.Response;
import org.scepclient.web.monitor.Metrics;
import org.scepclient.web.monitor.MonitoringToken;

/** What machines may ask for, with a token of their own; a session opens none of it, and the token opens no page. */
public final class MonitoringHandler {
    private static final String JSON = "application/json";

    private final AgentContext context;
    private final CertificateStore store;
    private final MonitoringToken token;

    public MonitoringHandler(AgentContext context, CertificateStore store) {
        this.context = context;
        this.store = store;
        this.token = new MonitoringToken(context);
    }

    /** Nothing for pages that are for people. */
    public Optional<Response> answer(Request request) {
        return switch (request.page()) {
            case "api/status", "metrics", "health" -> Optional.of(guarded(request));
            default -> Optional.empty();
        };
    }

    private Response guarded(Request request) {
        if (request.isPost()) {
            return Response.text(405, "only GET").with("Allow", "GET");
        }
        return switch (token.judge(request.header("Authorization"))) {
            case OFF -> Response.text(404, "there is no such page");
            case WRONG -> Response.text(401, "the token is missing or wrong").with("WWW-Authenticate", "Bearer");
            case RIGHT -> asked(request.page(), Status.read(context, store));
        };
    }

    private static Response asked(String page, Status status) {
        return switch (page) {
            case "metrics" -> Response.of(200, Metrics.TYPE, Metrics.of(status));
            case "health" -> health(status);
            default -> Response.of(200, JSON, new StatusJson(status).object() + "\n");
        };
    }

    /** Healthy is who has a valid certificate, or is not to get one. */
    private static Response health(Status status) {
        boolean healthy = !status.enabled() || status.label().equals("Valid");
        JsonObject json = new JsonObject()
                .put("healthy", healthy)
                .put("state", status.label())
                .put("certificate", status.certificateLine());
        return Response.of(healthy ? 200 : 503, JSON, json + "\n");
    }
}
