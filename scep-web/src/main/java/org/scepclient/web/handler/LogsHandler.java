package org.scepclient.web.handler;

import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.error.StorageException;
import org.scepclient.web.http.Request;
import org.scepclient.web.http.Response;
import org.scepclient.web.log.SystemLog;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.Licences;
import org.scepclient.web.page.LicensesPage;
import org.scepclient.web.page.LogPage;

/** Information &gt; Licenses and System Log. */
final class LogsHandler {
    private static final int RECENT = 200;
    private static final String TEXT = "text=";

    private final AgentContext context;
    private final BackgroundRuns runs;
    private final SystemLog log;
    private final PageLayout layout;

    LogsHandler(AgentContext context, BackgroundRuns runs, SystemLog log) {
        this.context = context;
        this.runs = runs;
        this.log = log;
        this.layout = new PageLayout(context);
    }

    /** Nothing for a text that there is not. */
    Optional<Response> licenses(Request request, Session session) throws StorageException {
        Licences licences = new Licences(context.paths().home());
        String query = request.exchange().getRequestURI().getQuery();
        if (query == null || !query.startsWith(TEXT)) {
            return Optional.of(
                    Response.html(200, layout.around("Licenses", session).around(new LicensesPage(licences)::write)));
        }
        String name = query.substring(TEXT.length());
        var content = layout.around("Licenses", session);
        return licences.text(name)
                .map(text -> Response.html(200, content.around(page -> LicensesPage.text(page, name, text))));
    }

    Response log(Session session) throws StorageException {
        LogPage page = new LogPage(
                log.read(), runs.lines().last(RECENT), context.journal().read());
        return Response.html(200, layout.around("System Log", session).around(page::write));
    }
}
