package org.scepclient.web.server;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.scepclient.automation.CertificateCheck;
import org.scepclient.automation.Equipment;
import org.scepclient.automation.Status;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.journal.RunTrigger;
import org.scepclient.pem.PemWriter;
import org.scepclient.store.CertificateStore;
import org.scepclient.store.RunLock;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.Notice;
import org.scepclient.web.page.StatusPage;

/** Information &gt; Status, with its buttons and downloads. */
final class StatusRoom {
    private static final int CONFLICT = 409;
    private static final int SHOWN_LINES = 8;

    private final Equipment equipment;
    private final CertificateStore store;
    private final Runs runs;
    private final Frames frames;

    StatusRoom(Equipment equipment, CertificateStore store, Runs runs) {
        this.equipment = equipment;
        this.store = store;
        this.runs = runs;
        this.frames = new Frames(equipment);
    }

    Answer show(Session session) throws StorageException {
        return page(200, session, Notice.none());
    }

    private Answer page(int code, Session session, Notice notice) throws StorageException {
        StatusPage.Doing doing =
                new StatusPage.Doing(runs.active(), runs.lines().last(SHOWN_LINES), runs.next());
        StatusPage page = new StatusPage(Status.read(equipment, store), doing, notice, session.formToken());
        return Answer.html(
                code, frames.around("Status", session, page.refreshing()).around(page::write));
    }

    Answer renew() {
        runs.start(RunTrigger.PERSON, CertificateCheck.Wish.RENEWAL);
        return Answer.to("status");
    }

    /** A run of this process that waits for the CA is ended first; one of another program is not ours to end. */
    Answer clear(Session session) throws ScepException {
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
        return Answer.to("status");
    }

    Answer certificate() throws StorageException {
        return download(
                "certificate.crt",
                store.latest().map(pair -> List.of(pair.certificate())).orElse(List.of()));
    }

    Answer chain() throws StorageException {
        return download("chain.crt", store.chain());
    }

    private static Answer download(String name, List<X509Certificate> certificates) {
        return Answer.of(200, "application/x-pem-file", PemWriter.certificates(certificates))
                .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }
}
