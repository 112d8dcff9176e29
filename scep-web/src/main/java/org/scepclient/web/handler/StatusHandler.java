package org.scepclient.web.handler;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.CertificateCheck;
import org.scepclient.agent.automation.Status;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.RunLock;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.pem.PemWriter;
import org.scepclient.web.http.Response;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.Notice;
import org.scepclient.web.page.StatusPage;

/** Information &gt; Status, with its buttons and downloads. */
final class StatusHandler {
    private static final int CONFLICT = 409;
    private static final int SHOWN_LINES = 8;

    private final AgentContext context;
    private final CertificateStore store;
    private final BackgroundRuns runs;
    private final PageLayout layout;

    StatusHandler(AgentContext context, CertificateStore store, BackgroundRuns runs) {
        this.context = context;
        this.store = store;
        this.runs = runs;
        this.layout = new PageLayout(context);
    }

    Response show(Session session) throws StorageException {
        return page(200, session, Notice.none());
    }

    private Response page(int code, Session session, Notice notice) throws StorageException {
        StatusPage.RunActivity activity =
                new StatusPage.RunActivity(runs.active(), runs.lines().last(SHOWN_LINES), runs.next());
        StatusPage page = new StatusPage(Status.read(context, store), activity, notice, session.formToken());
        return Response.html(
                code, layout.around("Status", session, page.refreshing()).around(page::write));
    }

    Response renew() {
        runs.start(RunTrigger.PERSON, CertificateCheck.Mode.RENEWAL);
        return Response.to("status");
    }

    /** A run of this process that waits for the CA is ended first; one of another program is not ours to end. */
    Response clear(Session session) throws ScepException {
        runs.end();
        Optional<RunLock.Held> lock = store.lock().tryAcquire();
        if (lock.isEmpty()) {
            String who = store.lock()
                    .holder()
                    .filter(holder -> holder.pid() > 0)
                    .map(holder -> " (process " + holder.pid() + ")")
                    .orElse("");
            String message =
                    "Nothing was changed: a run of another program is active" + who + ". End it, or wait for its end.";
            return page(CONFLICT, session, Notice.error(message));
        }
        try (RunLock.Held held = lock.get()) {
            store.change(held).discardPending();
        }
        return Response.to("status");
    }

    Response certificate() throws StorageException {
        return download(
                "certificate.crt",
                store.latest().map(pair -> List.of(pair.certificate())).orElse(List.of()));
    }

    Response chain() throws StorageException {
        return download("chain.crt", store.chain());
    }

    private static Response download(String name, List<X509Certificate> certificates) {
        return Response.of(200, "application/x-pem-file", PemWriter.certificates(certificates))
                .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }
}
