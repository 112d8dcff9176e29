package org.scepclient.agent.automation;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepclient.agent.journal.JournalContent;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.journal.RunResult;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.Deployment;
import org.scepclient.agent.store.HoldOff;
import org.scepclient.agent.store.KnownCa;
import org.scepclient.agent.store.LatestCredential;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.agent.store.RequestRecord;
import org.scepclient.agent.store.RunLock;
import org.scepclient.agent.store.RunPhase;
import org.scepclient.error.StorageException;
import org.scepclient.trust.PathRules;

/**
 * The state of the automation at one moment, read without disturbing a run.
 *
 * @param now the moment
 * @param settings what is usable of the current settings; empty if the file cannot be read
 * @param problem problem of the settings or the data; empty if there is none
 * @param run holder of the run lock
 * @param nextCheck time of the service's next check; empty if no service is running
 * @param latest key and certificate in use, and their problem
 * @param chain issuers of the certificate in use, the nearest one first
 * @param ca the trusted CA
 * @param pending the pending request
 * @param requested how the certificate in use was requested; empty if that is unknown
 * @param holdOff why no certificate is requested for a while
 * @param deployment the new certificate that is not in use for good
 * @param windowOpening when the deployment window opens for the new certificate; empty if none waits, or the window is open
 * @param journal previous runs
 */
public record Status(
        Instant now,
        Optional<Settings> settings,
        String problem,
        Optional<RunLock.Holder> run,
        Optional<Instant> nextCheck,
        LatestCredential latest,
        List<X509Certificate> chain,
        Optional<KnownCa> ca,
        Optional<PendingEnrollment> pending,
        Optional<RequestRecord> requested,
        Optional<HoldOff> holdOff,
        Optional<Deployment> deployment,
        Optional<Instant> windowOpening,
        JournalContent journal) {

    /** The label of a certificate that is in order. */
    public static final String VALID = "Valid";

    /** The label of a valid certificate whose renewal should have succeeded already. */
    public static final String OVERDUE = "Renewal overdue";

    /** The label while a new certificate waits for the deployment window. */
    public static final String STAGED = "Waiting for window";

    /** The label while a certificate is in use again, because the new one was not verified. */
    public static final String ROLLED_BACK = "Rolled back";

    /** Reads the state. Read errors are in {@link #problem}. */
    public static Status read(AgentContext context, CertificateStore store) {
        Instant now = context.clock().instant();
        List<String> problems = new ArrayList<>();
        Reading reading = new Reading(problems);
        Optional<Settings> settings =
                reading.of(() -> Optional.of(context.settingsFile().usable()), Optional.empty());
        settings.map(Settings::problem).filter(problem -> !problem.isEmpty()).ifPresent(problems::add);
        Optional<RunLock.Holder> run = reading.of(store.lock()::holder, Optional.empty());
        LatestCredential latest = reading.of(store::inspect, new LatestCredential.None());
        List<X509Certificate> chain = reading.of(store::chain, List.of());
        Optional<KnownCa> ca = reading.of(store::ca, Optional.empty());
        Optional<PendingEnrollment> pending = reading.of(store::pending, Optional.empty());
        Optional<Deployment> deployment = reading.of(store::deployment, Optional.empty());
        return new Status(
                now,
                settings,
                String.join("; ", problems),
                run,
                store.service().read(),
                latest,
                chain,
                ca,
                pending,
                reading.of(store::requested, Optional.empty()),
                reading.of(store::holdOff, Optional.<HoldOff>empty()).filter(last -> last.holdsAt(now)),
                deployment,
                deployment
                        .filter(next -> next.state() != Deployment.State.TRYING)
                        .flatMap(next -> settings.flatMap(Settings::deploymentWindow))
                        .flatMap(window ->
                                window.opening(now.atZone(context.clock().getZone()))),
                context.journal().read());
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

    /** The first status line, exactly as documented. */
    public String moduleLine() {
        if (!enabled()) {
            return "Module scepClient disabled";
        }
        return enrolling() ? "Module scepClient running" : "Module scepClient not running";
    }

    /** The second status line, exactly as documented. */
    public String certificateLine() {
        if (enrolling()) {
            boolean renewing = run.map(RunLock.Holder::phase)
                    .filter(phase -> phase == RunPhase.RE_ENROLLMENT)
                    .isPresent();
            return renewing ? "Certificate re-enrollment" : "Certificate enrollment";
        }
        return inUse().filter(credential -> !isExpired(credential))
                .map(credential -> "Certificate enrolled " + credential.serial())
                .orElse("Certificate not enrolled");
    }

    /** Whether the certificate in use is valid now, judged by its dates alone. */
    public boolean hasValidCertificate() {
        return inUse().filter(credential -> !isExpired(credential)
                        && !now.isBefore(credential.certificate().getNotBefore().toInstant()))
                .isPresent();
    }

    /** The outage that the run waits for; empty if it does not wait. */
    public Optional<RunLock.Outage> outage() {
        return run.flatMap(RunLock.Holder::outage);
    }

    private boolean isExpired(Credential credential) {
        return now.isAfter(credential.certificate().getNotAfter().toInstant());
    }

    /** The key and certificate in use. */
    public Optional<Credential> inUse() {
        return latest.usable();
    }

    /** Whole days until the certificate in use expires; negative after that. */
    public Optional<Long> daysLeft() {
        return inUse().map(credential -> Math.floorDiv(
                Duration.between(now, credential.certificate().getNotAfter().toInstant())
                        .toSeconds(),
                Duration.ofDays(1).toSeconds()));
    }

    /** Time at which the renewal of the certificate in use is due. */
    public Optional<Instant> renewalDue() {
        CertificateHistory history = new CertificateHistory(journal.runs());
        return settings.flatMap(current -> inUse().map(credential ->
                current.renewalTime().due(credential.certificate(), history.issuedAt(credential.serial()))));
    }

    /** One of: Valid, Renewal overdue, Waiting for window, Rolled back, Expired, Not yet valid, Untrusted, Wrong private key, Files missing or malformed, Not enrolled. */
    public String label() {
        return switch (latest) {
            case LatestCredential.None none -> "Not enrolled";
            case LatestCredential.Unusable unusable -> unusable.fault().label();
            case LatestCredential.Recovered recovered -> label(recovered.credential());
            case LatestCredential.Whole whole -> label(whole.credential());
        };
    }

    private String label(Credential credential) {
        X509Certificate certificate = credential.certificate();
        if (isExpired(credential)) {
            return "Expired";
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return "Not yet valid";
        }
        if (deployment.isPresent() && deployment.get().state() != Deployment.State.TRYING) {
            return deployment.get().state() == Deployment.State.WAITING ? STAGED : ROLLED_BACK;
        }
        boolean trusted = ca.map(known -> known.all().vouchesFor(certificate, chain, rules()))
                .orElse(false);
        if (!trusted) {
            return "Untrusted";
        }
        return overdue() ? OVERDUE : VALID;
    }

    /** Whether the time of the renewal has passed, and the last attempt failed or there was none for two intervals. */
    private boolean overdue() {
        return overdue(lastRun());
    }

    /** Whether the renewal was overdue before a run that has begun at this time. */
    boolean wasOverdueBefore(Instant start) {
        return overdue(journal.runs().stream()
                .filter(run -> run.started().isBefore(start))
                .findFirst());
    }

    private boolean overdue(Optional<RunRecord> last) {
        Optional<Instant> due = renewalDue().filter(now::isAfter);
        if (due.isEmpty() || !enabled()) {
            return false;
        }
        boolean failed = last.filter(run -> run.ended().isAfter(due.get()) && run.result() == RunResult.FAILED)
                .isPresent();
        Duration interval = settings.map(Settings::checkInterval).orElse(Duration.ZERO);
        return failed || now.isAfter(due.get().plus(interval.multipliedBy(2)));
    }

    private PathRules rules() {
        return new PathRules(now, settings.map(Settings::legacyCiphers).orElse(true));
    }

    /** The settings that have changed since the certificate in use was requested. */
    public List<Setting> changedSettings() {
        return settings.map(current -> ChangedSettings.of(current, requested)).orElse(List.of());
    }

    /** Differences between the request and the certificate in use, a line each. */
    public List<String> deviations() {
        return requested.map(RequestRecord::deviations).orElse(List.of());
    }

    /** The last recorded run. */
    public Optional<RunRecord> lastRun() {
        return journal.runs().stream().findFirst();
    }

    /** Reads each part by itself: a damaged one hides no other. */
    private record Reading(List<String> problems) {
        <T> T of(Part<T> part, T otherwise) {
            try {
                return part.read();
            } catch (StorageException e) {
                problems.add(e.getMessage());
                return otherwise;
            }
        }
    }

    /** A part of the state. */
    @FunctionalInterface
    private interface Part<T> {
        T read() throws StorageException;
    }
}
