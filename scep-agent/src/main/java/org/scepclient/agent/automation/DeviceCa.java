package org.scepclient.agent.automation;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.CaGeneration;
import org.scepclient.agent.store.CaTrust;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.KnownCa;
import org.scepclient.agent.store.LockedStore;
import org.scepclient.agent.store.RequestRecord;
import org.scepclient.agent.store.SuccessorCheck;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.enrollment.CaRecognizer;
import org.scepclient.enrollment.EnrollmentListener;
import org.scepclient.enrollment.KnownOffer;
import org.scepclient.enrollment.RecognizedCa;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.error.TransportException;
import org.scepclient.error.TrustException;
import org.scepclient.file.TextFile;
import org.scepclient.operation.CapabilitiesResponse;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.trust.Fingerprint;
import org.scepclient.trust.IssuedCertificate;
import org.scepclient.trust.PathRules;

/**
 * The CA as this device knows it: recognized by the configured fingerprint or, without one, as the CA that was trusted
 * before; at first contact, and only then, on first use. A recognized CA is stored, so that another CA is refused from then on.
 */
final class DeviceCa implements EnrollmentListener {
    private static final int DAYS_BETWEEN_CHECKS = 7;

    private final AgentContext context;
    private final LockedStore store;
    private final Settings settings;
    private final ServerAccess server;

    DeviceCa(AgentContext context, LockedStore store, Settings settings, ServerAccess server) {
        this.context = context;
        this.store = store;
        this.settings = settings;
        this.server = server;
    }

    /** The server and the CA on it; another one is another CA. */
    static String serverOf(Settings settings) {
        return settings.url().map(Object::toString).orElse("")
                + settings.caIdentifier().map(name -> " " + name).orElse("");
    }

    /** The server's former offer. */
    KnownOffer.OfServer offer() {
        return store.offer().forServer(serverOf(settings), "run 'scepclient reset --capabilities'");
    }

    /** The decision that the settings specify. */
    CaRecognizer recognizer() throws ScepException {
        return new CaRecognizer(
                settings.caFingerprint(),
                settings.raFingerprints(),
                before().map(KnownCa::all),
                this::trustOnFirstUse,
                settings.chainFile().isPresent()
                        ? TextFile.certificates(settings.chainFile().get())
                        : List.of(),
                "set " + Setting.CA_FINGERPRINT.key() + " to the new one's");
    }

    /** Unusable settings may contain the fingerprint of another CA. */
    private void trustOnFirstUse(X509Certificate anchor) throws ScepException {
        if (!settings.problems().isEmpty()) {
            CaRecognizer.FirstContact.refuse().confirm(anchor);
        }
        context.log()
                .notice("trusting the CA '" + anchor.getSubjectX500Principal()
                        + "' on first use; its SHA-256 fingerprint is " + sha256(anchor));
    }

    /** Stores everything the server serves: the settings of each run decide which registration authorities count. */
    @Override
    public void recognized(RecognizedCa recognized) throws ScepException {
        warnOfSha1();
        recognized.notices().forEach(context.log()::warning);
        // SCEP does not mark registration authorities, so each new one is reported.
        for (X509Certificate authority : recognized.newAuthorities()) {
            context.log()
                    .notice("new registration authority '" + authority.getSubjectX500Principal() + "', SHA-256 "
                            + sha256(authority) + "; to accept only one, set " + Setting.RA_FINGERPRINT.key());
        }
        Instant now = context.clock().instant();
        CaGeneration generation = new CaGeneration(recognized.served(), now);
        CaTrust trust = settings.caFingerprint().isPresent() ? CaTrust.FINGERPRINT : CaTrust.FIRST_USE;
        KnownCa known = before().map(same -> same.with(generation))
                .orElseGet(() -> KnownCa.first(serverOf(settings), trust, generation));
        store.storeCa(known.withoutExpired(now));
    }

    private Optional<KnownCa> before() throws ScepException {
        return configured().known();
    }

    private ConfiguredCa configured() throws ScepException {
        return new ConfiguredCa(settings, store.store().ca());
    }

    /**
     * Whether another CA than that of the certificate in use is configured. After a change of the server or the fingerprint
     * the CA is asked for its certificates. If the known CA was lost, the anchor of the certificate in use takes its place at
     * the same server; another server is met for the first time.
     */
    boolean isAnother(Credential inUse) throws ScepException {
        if (store.store().ca().isEmpty()) {
            restore(inUse);
        }
        if (before().isEmpty()) {
            server.client(settings.maxAwaitResult()).recognize(recognizer(), this);
        }
        return configured()
                .isAnother(
                        inUse.certificate(),
                        store.store().issuers(),
                        store.store().requested());
    }

    private void restore(Credential inUse) throws ScepException {
        CaCertificatesPem issuers = store.store().issuers();
        if (!issuers.isMarked()) {
            return;
        }
        CaCertificates chain = issuers.trusted();
        Optional<Fingerprint> configured = settings.caFingerprint();
        boolean wanted = configured.isPresent()
                ? chain.anchors().stream().anyMatch(configured.get()::matches)
                : isFromThisServer();
        if (wanted && chain.vouchesFor(inUse.certificate(), List.of(), rules(inUse))) {
            CaTrust trust = configured.isPresent() ? CaTrust.FINGERPRINT : CaTrust.FIRST_USE;
            store.storeCa(KnownCa.first(
                    serverOf(settings),
                    trust,
                    new CaGeneration(chain, context.clock().instant())));
            context.log().warning("the known CA was lost; the issuer of the certificate in use is known again");
        }
    }

    /** Whether the server of the certificate in use is still configured. Where that is unknown, no other CA is trusted. */
    private boolean isFromThisServer() throws StorageException {
        return store.store()
                .requested()
                .flatMap(RequestRecord::server)
                .map(serverOf(settings)::equals)
                .orElse(true);
    }

    /** Stores the issuers of the certificate in use again, if files of them were lost. */
    void restoreIssuers(Credential inUse) throws StorageException {
        Optional<KnownCa> known = store.store().ca();
        if (known.isEmpty() || store.store().issuers().isMarked()) {
            return;
        }
        try {
            store.storeIssuers(IssuedCertificate.select(
                    CertificatesOnly.ofCertificates(List.of(inUse.certificate())),
                    inUse.certificate().getPublicKey(),
                    known.get().all(),
                    PathRules.of(ServerAccess.policy(settings), context.clock().instant())));
            context.log().notice("files of the issuers were lost; they are stored again");
        } catch (ProtocolException | TrustException e) {
            context.log()
                    .warning("files of the issuers were lost, and the known CA does not replace them: "
                            + e.getMessage());
        }
    }

    /** The certificate may have expired: the CA is the question. */
    private PathRules rules(Credential inUse) {
        return PathRules.of(
                ServerAccess.policy(settings),
                inUse.certificate().getNotBefore().toInstant());
    }

    private void warnOfSha1() {
        if (settings.caFingerprint()
                .filter(configured -> configured.digest() == DigestAlgorithm.SHA1)
                .isPresent()) {
            context.log()
                    .warning(
                            Setting.CA_FINGERPRINT.key() + " is a SHA-1 fingerprint, which can be forged; use SHA-256");
        }
    }

    /**
     * Fetches and stores the CA's successor, so that it is known before it takes over (RFC 8894 §4.7).
     *
     * @param serving the CA that signs the answer
     * @return whether the CA has answered: with its successor, or that it does not have the operation
     */
    boolean fetchSuccessor(CaCertificates serving, CaCapabilities capabilities) throws ScepException {
        Optional<KnownCa> known = store.store().ca();
        if (!capabilities.offersNextCa() || known.isEmpty()) {
            return true;
        }
        Instant now = context.clock().instant();
        try {
            CaCertificates next = server.retryingBriefly()
                    .nextCaCertificates(settings.caIdentifier(), serving, ServerAccess.policy(settings), now)
                    .ca();
            Set<X509Certificate> before = known.get().all().anchors();
            next.anchors().stream()
                    .filter(anchor -> !before.contains(anchor))
                    .forEach(anchor -> context.log()
                            .notice("the CA announces its successor '" + anchor.getSubjectX500Principal()
                                    + "', SHA-256 " + sha256(anchor) + "; it is trusted from now on"));
            store.storeCa(known.get().with(new CaGeneration(next, now)));
            return true;
        } catch (TransportException | ProtocolException | TrustException | CryptoException e) {
            // A CA that offers the operation has a successor only for a while, and answers with errors until then.
            context.log().info("no successor of the CA is known: " + e.getMessage());
            return isWithoutOperation(e);
        }
    }

    /** Other statuses are about this client or this moment. */
    private static boolean isWithoutOperation(ScepException e) {
        return e.code() == ErrorCode.OPERATION_UNSUPPORTED
                && e.getCause() instanceof TransportException refused
                && switch (refused.status()) {
                    case 400, 404, 405, 501 -> true;
                    default -> false;
                };
    }

    /**
     * Fetches the successor while no certificate is due, once a week on a day that is the device's own: a CA announces its successor
     * only for a while, in which perhaps no certificate is renewed. Without an answer it is asked again on the next day.
     */
    void checkForSuccessor(Credential inUse) throws StorageException {
        Instant now = context.clock().instant();
        if (!isSuccessorCheckDue(inUse, now)) {
            return;
        }
        boolean answered = false;
        try {
            answered = askForSuccessor();
        } catch (StorageException e) {
            throw e;
        } catch (ScepException e) {
            context.log().info("the CA was not asked for its successor: " + e.getMessage());
        }
        store.storeSuccessorCheck(new SuccessorCheck(now, answered));
    }

    private boolean askForSuccessor() throws ScepException {
        CapabilitiesResponse response = offer().counted(server.capabilities(ServerAccess.BRIEF));
        if (response.capabilities().offersNextCa()) {
            CaCertificates serving = server.client(ServerAccess.BRIEF)
                    .recognize(recognizer(), this)
                    .ca();
            return fetchSuccessor(serving, response.capabilities());
        }
        // A server that always closes the connection offers nothing (NDES); one that fails may offer more tomorrow.
        return response.failure().isEmpty() || response.closed().isPresent();
    }

    private boolean isSuccessorCheckDue(Credential inUse, Instant now) throws StorageException {
        Instant obtained = inUse.certificate().getNotBefore().toInstant();
        SuccessorCheck last = store.store()
                .successorCheck()
                .filter(check -> !check.time().isAfter(now))
                .orElseGet(() -> new SuccessorCheck(obtained, true));
        if (!last.answered()) {
            return day(last.time()) < day(now);
        }
        long days = Duration.between(last.time(), now).toDays();
        return days > DAYS_BETWEEN_CHECKS || (isOwnDay(inUse, now) && days > 0);
    }

    private static boolean isOwnDay(Credential inUse, Instant now) {
        return Math.floorMod(day(now) + inUse.serial().hashCode(), DAYS_BETWEEN_CHECKS) == 0;
    }

    private static long day(Instant time) {
        return Duration.between(Instant.EPOCH, time).toDays();
    }

    private static Fingerprint sha256(X509Certificate certificate) {
        return Fingerprint.of(certificate, DigestAlgorithm.SHA256);
    }
}
