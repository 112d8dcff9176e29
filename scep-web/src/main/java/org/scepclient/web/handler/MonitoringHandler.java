package org.scepclient.web.handler;

import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.CertificateState;
import org.scepclient.agent.automation.Status;
import org.scepclient.agent.automation.StatusJson;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.json.JsonObject;
import org.scepclient.web.http.Request;
import org.scepclient.web.http.Response;
import org.scepclient.web.monitor.Metrics;
import org.scepclient.web.monitor.MonitoringToken;

/** Endpoints for monitoring systems. They require the monitoring token, which is not valid for any page. */
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

    /** Handles requests to the endpoints; empty for all others. */
    public Optional<Response> handle(Request request) {
        return switch (request.page()) {
            case "api/status", "metrics", "health" -> Optional.of(authorize(request));
            default -> Optional.empty();
        };
    }

    private Response authorize(Request request) {
        if (request.isPost()) {
            return Response.text(405, "method not allowed; use GET").withHeader("Allow", "GET");
        }
        return switch (token.check(request.header("Authorization"))) {
            case DISABLED -> Response.text(404, "not found");
            case DENIED -> Response.text(401, "missing or invalid token").withHeader("WWW-Authenticate", "Bearer");
            case GRANTED -> show(request.page(), Status.read(context, store));
        };
    }

    private static Response show(String page, Status status) {
        return switch (page) {
            case "metrics" -> Response.of(200, Metrics.TYPE, Metrics.of(status));
            case "health" -> showHealth(status);
            default -> Response.of(200, JSON, new StatusJson(status).object() + "\n");
        };
    }

    /** Healthy: the certificate is valid and can be renewed with these settings, or the automation is disabled. */
    private static Response showHealth(Status status) {
        boolean usable = status.settings()
                .filter(settings -> settings.problems().isEmpty())
                .isPresent();
        CertificateState state = status.state();
        boolean healthy = usable && (!status.enabled() || state.condition().isHealthy());
        JsonObject json = new JsonObject()
                .put("healthy", healthy)
                .put("state", state.label())
                .put("certificate", status.certificateLine())
                .put("problem", status.problem().isEmpty() ? null : status.problem());
        boolean degraded = usable && state.condition() == CertificateState.Condition.DEGRADED;
        return Response.of(healthy ? 200 : unhealthy(status, degraded), JSON, json + "\n");
    }

    private static int unhealthy(Status status, boolean degraded) {
        return degraded ? status.settings().map(Settings::healthWhileOverdue).orElse(503) : 503;
    }
}
