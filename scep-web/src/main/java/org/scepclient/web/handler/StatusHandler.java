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
    private static final int RECENT_LINES = 8;

    /** The page that follows a change of the settings, with what the run does. */
    static final String PAGE_AFTER_CHANGE = "status?updated";

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

    /**
     * Shows the status.
     *
     * @param query of the request
     */
    Response show(String query, Session session) throws StorageException {
        boolean changed = PAGE_AFTER_CHANGE.endsWith("?" + query);
        return page(200, session, changed ? Notice.done("Configuration successfully updated.") : Notice.none());
    }

    private Response page(int code, Session session, Notice notice) throws StorageException {
        StatusPage.RunActivity activity =
                new StatusPage.RunActivity(runs.active(), runs.lines().last(RECENT_LINES), runs.next());
        StatusPage page = new StatusPage(Status.read(context, store), activity, notice, session.formToken());
        return Response.html(
                code, layout.of("Status", session, page.refreshing()).render(page::write));
    }

    /** Starts a run by a person. */
    Response start(CertificateCheck.Mode mode) {
        runs.start(RunTrigger.PERSON, mode);
        return Response.redirect("status");
    }

    /** Discards the pending request. Stops a run of this process first; a run of another program is left alone. */
    Response clearPending(Session session) throws ScepException {
        runs.stop();
        Optional<RunLock.Held> lock = store.lock().tryAcquire();
        if (lock.isEmpty()) {
            return otherProgram(session);
        }
        try (RunLock.Held held = lock.get()) {
            store.change(held).discardPending();
        }
        return Response.redirect("status");
    }

    /**
     * Ends the active run; a pending request stays. A run of a service in another process is left alone. One of this process may need
     * a while for its last step, which the status shows.
     */
    Response cancel(Session session) throws StorageException {
        boolean ended = runs.cancel();
        boolean own = store.lock()
                .holder()
                .filter(holder -> holder.pid() == ProcessHandle.current().pid())
                .isPresent();
        return ended || own ? Response.redirect("status") : otherProgram(session);
    }

    private Response otherProgram(Session session) throws StorageException {
        String process = store.lock()
                .holder()
                .filter(holder -> holder.pid() > 0)
                .map(holder -> " (process " + holder.pid() + ")")
                .orElse("");
        String message = "Nothing was changed: a run of another program is active" + process
                + ". Stop it or wait until it ends.";
        return page(CONFLICT, session, Notice.error(message));
    }

    Response downloadCertificate() throws StorageException {
        return download(
                "certificate.crt",
                store.latest().map(latest -> List.of(latest.certificate())).orElse(List.of()));
    }

    Response downloadChain() throws StorageException {
        return download("chain.crt", store.chain());
    }

    private static Response download(String fileName, List<X509Certificate> certificates) {
        return Response.of(200, "application/x-pem-file", PemWriter.certificates(certificates))
                .withHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    }
}
