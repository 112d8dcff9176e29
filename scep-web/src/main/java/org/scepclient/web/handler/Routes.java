package org.scepclient.web.handler;

import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.CertificateCheck;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.error.ScepException;
import org.scepclient.web.http.Form;
import org.scepclient.web.http.Request;
import org.scepclient.web.http.Response;
import org.scepclient.web.log.SystemLog;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.ImportPage;

/** Routes from URLs to handlers, for logged-in users. */
public final class Routes {
    private final SettingsHandler settings;
    private final ImportHandler transfer;
    private final StatusHandler status;
    private final LogsHandler logs;
    private final LoginHandler login;

    public Routes(AgentContext context, CertificateStore store, BackgroundRuns runs, LoginHandler login) {
        this.settings = new SettingsHandler(context, runs);
        this.transfer = new ImportHandler(context, runs);
        this.status = new StatusHandler(context, store, runs);
        this.logs = new LogsHandler(context, runs, SystemLog.ofDevice());
        this.login = login;
    }

    /** Handles a request; empty if there is no such page. */
    public Optional<Response> handle(Request request, Form form, Session session) throws ScepException {
        if (request.page().equals("licenses") && !request.isPost()) {
            return logs.showLicenses(request, session);
        }
        return Optional.ofNullable(
                switch (request.isPost() ? "POST " + request.page() : request.page()) {
                    case "status" -> status.show(request.query(), session);
                    case "global" -> settings.show(request.query(), session);
                    case "log" -> logs.showLog(session);
                    case "password" -> login.showPasswordForm(session, "");
                    case "certificate.crt" -> status.downloadCertificate();
                    case "chain.crt" -> status.downloadChain();
                    case ImportPage.EXPORT_TEXT, ImportPage.EXPORT_JSON -> transfer.download(request.page());
                    case "POST " + ImportPage.PAGE -> transfer.handle(form, session);
                    case "POST global" -> settings.handle(form, session);
                    case "POST renew" -> status.start(CertificateCheck.Mode.RENEWAL);
                    case "POST enroll" -> status.start(CertificateCheck.Mode.NEW_ENROLLMENT);
                    case "POST cancel" -> status.cancel(session);
                    case "POST clear" -> status.clearPending(session);
                    case "POST password" -> login.setPassword(form, session);
                    case "POST logout" -> login.logOut(session);
                    default -> null;
                });
    }
}
