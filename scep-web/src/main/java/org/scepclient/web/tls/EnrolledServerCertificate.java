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

/** The device's enrolled certificate with its key, if the settings select it and it is usable. */
final class EnrolledServerCertificate {
    static final String CHOICE = "enrolled";
    /** Longest delay until a renewed certificate is used. */
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(10);

    private final AgentContext context;
    private final CertificateStore store;
    private Optional<ServerCredential> current = Optional.empty();
    private Instant refreshed = Instant.MIN;
    private String lastLogged = "";

    EnrolledServerCertificate(AgentContext context, CertificateStore store) {
        this.context = context;
        this.store = store;
    }

    /** The current certificate with its key; empty if the self-signed certificate has to be used. */
    synchronized Optional<ServerCredential> current() {
        Instant now = context.clock().instant();
        if (now.isBefore(refreshed) || !now.isBefore(refreshed.plus(REFRESH_INTERVAL))) {
            current = find(now);
            refreshed = now;
        }
        return current;
    }

    private Optional<ServerCredential> find(Instant now) {
        try {
            if (!context.settingsFile()
                    .read()
                    .getOrDefault(Setting.WEB_CERTIFICATE, Setting.WEB_CERTIFICATE.defaultValue())
                    .equals(CHOICE)) {
                return Optional.empty();
            }
            Optional<Credential> enrolled = store.latest().filter(latest -> isValid(latest.certificate(), now));
            logOnce(enrolled.map(latest -> "the web interface uses certificate " + latest.serial())
                    .orElse("the web interface uses its self-signed certificate: no enrolled certificate is valid and"
                            + " has a matching key"));
            if (enrolled.isEmpty()) {
                return Optional.empty();
            }
            Credential latest = enrolled.get();
            return Optional.of(new ServerCredential(
                    latest.serial(), latest.key().key().privateKey(), chain(latest.certificate())));
        } catch (StorageException e) {
            logOnce("the web interface uses its self-signed certificate: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isValid(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    /** The certificate and its intermediate issuers. Browsers have the root, so it is not sent (RFC 8446 §4.4.2). */
    private List<X509Certificate> chain(X509Certificate certificate) throws StorageException {
        List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
        for (X509Certificate issuer : store.chain()) {
            boolean isNext = chain.getLast().getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
            if (!isNext || issuer.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
                break;
            }
            chain.add(issuer);
        }
        return chain;
    }

    /** Logs a message unless it repeats the previous one. */
    private void logOnce(String message) {
        if (!message.equals(lastLogged)) {
            context.log().warning(message);
            lastLogged = message;
        }
    }
}
