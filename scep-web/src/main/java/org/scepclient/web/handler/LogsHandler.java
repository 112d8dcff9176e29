package org.scepclient.web.handler;

import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.error.StorageException;
import org.scepclient.web.http.Request;
import org.scepclient.web.http.Response;
import org.scepclient.web.log.SystemLog;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.Layout;
import org.scepclient.web.page.Licenses;
import org.scepclient.web.page.LicensesPage;
import org.scepclient.web.page.LogPage;

/** Information &gt; Licenses and System Log. */
final class LogsHandler {
    private static final int RECENT_LINES = 200;
    private static final String TEXT_PARAMETER = "text=";

    private final AgentContext context;
    private final BackgroundRuns runs;
    private final SystemLog systemLog;
    private final PageLayout layout;

    LogsHandler(AgentContext context, BackgroundRuns runs, SystemLog systemLog) {
        this.context = context;
        this.runs = runs;
        this.systemLog = systemLog;
        this.layout = new PageLayout(context);
    }

    /** Shows the list of licenses, or one license text; empty for an unknown text. */
    Optional<Response> showLicenses(Request request, Session session) throws StorageException {
        Licenses licenses = new Licenses(context.paths().home());
        Layout licensesLayout = layout.of("Licenses", session);
        String query = request.exchange().getRequestURI().getQuery();
        if (query == null || !query.startsWith(TEXT_PARAMETER)) {
            return Optional.of(Response.html(200, licensesLayout.render(new LicensesPage(licenses)::write)));
        }
        String name = query.substring(TEXT_PARAMETER.length());
        return licenses.text(name)
                .map(text ->
                        Response.html(200, licensesLayout.render(page -> LicensesPage.writeText(page, name, text))));
    }

    Response showLog(Session session) throws StorageException {
        LogPage page = new LogPage(
                systemLog.read(),
                runs.lines().last(RECENT_LINES),
                context.journal().read());
        return Response.html(200, layout.of("System Log", session).render(page::write));
    }
}
