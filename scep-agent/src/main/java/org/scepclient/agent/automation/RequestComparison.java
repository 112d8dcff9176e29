package org.scepclient.agent.automation;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.EnrollmentKind;
import org.scepclient.agent.store.LockedStore;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.agent.store.RequestRecord;
import org.scepclient.certificate.RequestDeviations;
import org.scepclient.error.StorageException;
import org.scepclient.value.Printable;

/** The differences between a certificate and its request: stored when it is issued, and logged in each run. */
final class RequestComparison {
    private final AgentContext context;
    private final Settings settings;
    private final LockedStore store;
    private boolean logged;

    RequestComparison(AgentContext context, Settings settings, LockedStore store) {
        this.context = context;
        this.settings = settings;
        this.store = store;
    }

    /** The record of an issued certificate. A renewal has the subject of the certificate before it, whatever the settings are. */
    RequestRecord of(X509Certificate certificate) throws StorageException {
        Optional<PendingEnrollment> pending = store.store().pending();
        List<String> deviations = pending.isPresent()
                ? RequestDeviations.of(pending.get().ticket().request(), certificate)
                : List.of();
        log(deviations);
        Map<String, String> content = new HashMap<>(RequestFactory.content(settings));
        if (pending.filter(request -> request.kind() == EnrollmentKind.RE_ENROLLMENT)
                .isPresent()) {
            String subject = Setting.SUBJECT.key();
            store.store()
                    .requested()
                    .map(before -> before.settings().get(subject))
                    .ifPresent(before -> content.put(subject, before));
        }
        return RequestRecord.of(certificate.getPublicKey(), DeviceCa.serverOf(settings), content, deviations);
    }

    /** Logs the differences of the certificate in use, unless the run has compared a new one. */
    void logThoseInUse() {
        if (logged) {
            return;
        }
        try {
            store.store().requested().map(RequestRecord::deviations).ifPresent(this::log);
        } catch (StorageException e) {
            context.log().warning(e.getMessage());
        }
    }

    private void log(List<String> deviations) {
        logged = true;
        deviations.forEach(deviation ->
                context.log().warning("the certificate differs from the request; " + Printable.oneLine(deviation)));
    }
}
