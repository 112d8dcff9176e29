package org.scepclient.web.handler;

import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.error.ScepException;
import org.scepclient.web.http.Form;
import org.scepclient.web.http.Request;
import org.scepclient.web.http.Response;
import org.scepclient.web.log.SystemLog;
import org.scepclient.web.login.Session;

/** The pages for who is logged in. */
public final class Routes {
    private final SettingsHandler global;
    private final StatusHandler status;
    private final LogsHandler reading;
    private final LoginHandler entrance;

    public Routes(AgentContext context, CertificateStore store, BackgroundRuns runs, LoginHandler entrance) {
        this.global = new SettingsHandler(context, runs);
        this.status = new StatusHandler(context, store, runs);
        this.reading = new LogsHandler(context, runs, SystemLog.ofDevice());
        this.entrance = entrance;
    }

    /** Nothing if there is no such page. */
    public Optional<Response> answer(Request request, Form form, Session session) throws ScepException {
        if (request.page().equals("licenses") && !request.isPost()) {
            return reading.licenses(request, session);
        }
        return Optional.ofNullable(
                switch (request.isPost() ? "POST " + request.page() : request.page()) {
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
