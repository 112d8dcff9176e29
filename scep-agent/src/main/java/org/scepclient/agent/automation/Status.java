package org.scepclient.agent.automation;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepclient.agent.device.SerialNumber;
import org.scepclient.agent.journal.JournalContent;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.schedule.Renewal;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.settings.SettingsException;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.KnownCa;
import org.scepclient.agent.store.LatestCredential;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.agent.store.RunLock;
import org.scepclient.agent.store.RunPhase;
import org.scepclient.error.StorageException;
import org.scepclient.trust.PathRules;

/**
 * The state of the automation at one moment, read without disturbing a run.
 *
 * @param now the moment
 * @param settings those in force; empty if the file cannot be used
 * @param problem what is wrong with the settings or the data; perhaps empty
 * @param run what a run does now
 * @param nextCheck when the process that runs all the time checks next; empty if there is none
 * @param pair the pair in use and what is wrong with it
 * @param chain the issuers of the certificate in use, nearest first
 * @param ca the CA that is trusted
 * @param pending the request that waits
 * @param journal the runs so far
 */
public record Status(
        Instant now,
        Optional<Settings> settings,
        String problem,
        Optional<RunLock.Holder> run,
        Optional<Instant> nextCheck,
        LatestCredential pair,
        List<X509Certificate> chain,
        Optional<KnownCa> ca,
        Optional<PendingEnrollment> pending,
        JournalContent journal) {

    /** Reads the state; what cannot be read is in {@link #problem}. */
    public static Status read(AgentContext context, CertificateStore store) {
        Instant now = context.clock().instant();
        Optional<Settings> settings = Optional.empty();
        String problem = "";
        try {
            settings = Optional.of(context.settingsFile().settings());
        } catch (StorageException e) {
            problem = e.getMessage();
        } catch (SettingsException e) {
            problem = String.valueOf(e.getMessage()).replace("\n", "; ");
        }
        JournalContent journal = context.journal().read();
        try {
            return new Status(
                    now,
                    settings,
                    problem,
                    store.lock().holder(),
                    store.service().read(),
                    store.inspect(),
                    store.chain(),
                    store.ca(),
                    store.pending(),
                    journal);
        } catch (StorageException e) {
            return new Status(
                    now,
                    settings,
                    problem.isEmpty() ? e.getMessage() : problem + "; " + e.getMessage(),
                    Optional.empty(),
                    Optional.empty(),
                    new LatestCredential.None(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    journal);
        }
    }

    public boolean enabled() {
        return settings.map(Settings::enabled).orElse(false);
    }

    /** True while a run enrolls or renews. */
    public boolean enrolling() {
        return enabled()
                && run.map(RunLock.Holder::phase)
                        .filter(phase -> phase != RunPhase.CHECK)
                        .isPresent();
    }

    /** The first line of the state, exactly as it is documented. */
    public String moduleLine() {
        if (!enabled()) {
            return "Module scepClient disabled";
        }
        return enrolling() ? "Module scepClient running" : "Module scepClient not running";
    }

    /** The second line of the state, exactly as it is documented. */
    public String certificateLine() {
        if (enrolling()) {
            boolean again = run.map(RunLock.Holder::phase)
                    .filter(phase -> phase == RunPhase.RE_ENROLLMENT)
                    .isPresent();
            return again ? "Certificate re-enrollment" : "Certificate enrollment";
        }
        return inUse().filter(pair -> !isOver(pair))
                .map(pair -> "Certificate enrolled " + pair.serial())
                .orElse("Certificate not enrolled");
    }

    private boolean isOver(Credential pair) {
        return now.isAfter(pair.certificate().getNotAfter().toInstant());
    }

    public Optional<Credential> inUse() {
        return pair.credential();
    }

    /** Whole days until the certificate in use expires; negative once it has. */
    public Optional<Long> daysLeft() {
        return inUse().map(pair -> Math.floorDiv(
                Duration.between(now, pair.certificate().getNotAfter().toInstant())
                        .toSeconds(),
                Duration.ofDays(1).toSeconds()));
    }

    /** When the certificate in use is to be renewed. */
    public Optional<Instant> renewalDue() {
        CertificateHistory history = new CertificateHistory(journal.runs());
        return settings.flatMap(known -> inUse().map(pair ->
                new Renewal.RenewalRule(known.renewTime()).due(pair.certificate(), history.obtained(pair.serial()))));
    }

    /** One of: Valid, Expired, Not yet valid, Untrusted, Wrong private key, Files missing or malformed; or Not enrolled. */
    public String label() {
        return switch (pair) {
            case LatestCredential.None none -> "Not enrolled";
            case LatestCredential.Unusable unusable -> unusable.fault().label();
            case LatestCredential.Recovered recovered -> label(recovered.pair());
            case LatestCredential.Whole whole -> label(whole.pair());
        };
    }

    private String label(Credential credential) {
        X509Certificate certificate = credential.certificate();
        if (isOver(credential)) {
            return "Expired";
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return "Not yet valid";
        }
        boolean trusted = ca.map(known -> known.all().vouchesFor(certificate, chain, rules()))
                .orElse(false);
        return trusted ? "Valid" : "Untrusted";
    }

    private PathRules rules() {
        return new PathRules(now, settings.map(Settings::legacyCiphers).orElse(true));
    }

    /** The last run that did something. */
    public Optional<RunRecord> lastRun() {
        return journal.runs().stream().findFirst();
    }

    /** The device's serial number and where it was found. */
    public static Optional<SerialNumber> serialNumber(AgentContext context, Optional<Settings> settings) {
        return context.serialNumbers().find(settings.flatMap(Settings::serial));
    }
}
