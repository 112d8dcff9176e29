package org.scepclient.web.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.Credential;
import org.scepclient.error.StorageException;

/** The device's pair, for the page, where the settings choose it and while it is whole and valid. */
final class EnrolledServerCertificate {
    static final String CHOICE = "enrolled";
    /** How long a renewal may go unseen. */
    private static final Duration GLANCE = Duration.ofSeconds(10);

    private final AgentContext context;
    private final CertificateStore store;
    private Optional<ServerCredential> last = Optional.empty();
    private Instant looked = Instant.MIN;
    private String said = "";

    EnrolledServerCertificate(AgentContext context, CertificateStore store) {
        this.context = context;
        this.store = store;
    }

    /** The pair of now; nothing if the page's own is to be shown. */
    synchronized Optional<ServerCredential> current() {
        Instant now = context.clock().instant();
        if (now.isBefore(looked) || !now.isBefore(looked.plus(GLANCE))) {
            last = found(now);
            looked = now;
        }
        return last;
    }

    private Optional<ServerCredential> found(Instant now) {
        try {
            if (!context.settingsFile()
                    .read()
                    .getOrDefault(Setting.WEB_CERTIFICATE, Setting.WEB_CERTIFICATE.defaultValue())
                    .equals(CHOICE)) {
                return Optional.empty();
            }
            Optional<Credential> pair = store.latest().filter(one -> isValid(one.certificate(), now));
            say(pair.map(one -> "the page shows certificate " + one.serial())
                    .orElse("the page shows its own certificate, because no enrolled one is whole and valid"));
            if (pair.isEmpty()) {
                return Optional.empty();
            }
            Credential one = pair.get();
            return Optional.of(
                    new ServerCredential(one.serial(), one.key().key().privateKey(), chain(one.certificate())));
        } catch (StorageException e) {
            say("the page shows its own certificate: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isValid(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    /** With its issuers, as far as they lead on; the last one, which signs itself, is the browser's business. */
    private List<X509Certificate> chain(X509Certificate certificate) throws StorageException {
        List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
        for (X509Certificate issuer : store.chain()) {
            boolean leadsOn = chain.getLast().getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
            if (!leadsOn || issuer.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
                break;
            }
            chain.add(issuer);
        }
        return chain;
    }

    private void say(String line) {
        if (!line.equals(said)) {
            context.log().say(line);
            said = line;
        }
    }
}
