package org.scepclient.agent.automation;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.scepclient.agent.store.ScriptRun;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.StorageException;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.trust.Fingerprint;
import org.scepclient.trust.PathRules;

/**
 * The state of the automation at one moment, read without disturbing a run.
 *
 * @param now the moment
 * @param settings what is usable of the current settings; empty if the file cannot be read
 * @param problem problem of the settings or the data; empty if there is none
 * @param run holder of the run lock
 * @param killed the last run, if a kill or a power cut has ended it
 * @param nextCheck time of the service's next check; empty if no service is running
 * @param latest key and certificate in use, and their problem
 * @param issuers issuers of the certificate in use, the nearest one first, with the anchor by which it was accepted
 * @param ca the trusted CA
 * @param pending the pending request
 * @param requested how the certificate in use was requested; empty if that is unknown
 * @param holdOff why no certificate is requested for a while
 * @param deployment the new certificate that is not in use for good
 * @param windowOpening when the deployment window opens for the new certificate; empty if none waits, or the window is open
 * @param scriptRun the last run of the success script, as noted; empty if that is unknown
 * @param journal previous runs
 */
public record Status(
        Instant now,
        Optional<Settings> settings,
        String problem,
        Optional<RunLock.Holder> run,
        Optional<RunLock.Killed> killed,
        Optional<Instant> nextCheck,
        LatestCredential latest,
        CaCertificatesPem issuers,
        Optional<KnownCa> ca,
        Optional<PendingEnrollment> pending,
        Optional<RequestRecord> requested,
        Optional<HoldOff> holdOff,
        Optional<Deployment> deployment,
        Optional<Instant> windowOpening,
        Optional<ScriptRun> scriptRun,
        JournalContent journal) {

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
        CaCertificatesPem issuers = reading.of(store::issuers, new CaCertificatesPem(List.of(), Set.of(), Set.of()));
        Optional<KnownCa> ca = reading.of(store::ca, Optional.empty());
        Optional<PendingEnrollment> pending = reading.of(store::pending, Optional.empty());
        Optional<Deployment> deployment = reading.of(store::deployment, Optional.empty());
        return new Status(
                now,
                settings,
                String.join("; ", problems),
                run,
                reading.of(store.lock()::killed, Optional.empty()),
                store.service().read(),
                latest,
                issuers,
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
                reading.of(store::scriptRun, Optional.empty()),
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

    boolean isExpired(Credential credential) {
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

    /** The state of the certificate in use. */
    public CertificateState state() {
        return CertificateState.of(this);
    }

    /** Issuers of the certificate in use, the nearest one first. */
    public List<X509Certificate> chain() {
        return issuers.certificates();
    }

    /** By the known CA or, while that is another one, by the anchor with which the certificate was accepted. */
    boolean isTrusted(Credential credential) {
        X509Certificate certificate = credential.certificate();
        PathRules rules =
                new PathRules(now, settings.map(Settings::legacyCiphers).orElse(true));
        return ca.filter(known -> known.all().vouchesFor(certificate, chain(), rules))
                        .isPresent()
                || (issuers.isMarked()
                        && new CaCertificates(issuers.certificates(), issuers.anchors(), issuers.authorities())
                                .vouchesFor(certificate, List.of(), rules));
    }

    /** Whether the renewal should have succeeded already. */
    public boolean overdue() {
        return delay().filter(delay -> delay.isOverdue(now, delay.last(journal.runs(), killed)))
                .isPresent();
    }

    /** Whether the renewal was overdue before a run that has begun at this time. */
    boolean wasOverdueBefore(Instant start) {
        List<RunRecord> before = journal.runs().stream()
                .filter(run -> run.started().isBefore(start))
                .toList();
        return delay().filter(delay -> delay.isOverdue(now, delay.last(before, Optional.empty())))
                .isPresent();
    }

    /** The renewal that is due; empty if none is. */
    private Optional<RenewalDelay> delay() {
        return renewalDue()
                .filter(due -> enabled() && now.isAfter(due))
                .flatMap(due -> settings.map(
                        current -> new RenewalDelay(due, current, pending.filter(request -> waitsForApproval()))));
    }

    /** The result of the last attempt since the renewal was due. */
    public String lastAttempt() {
        return delay().flatMap(delay -> delay.last(journal.runs(), killed))
                .map(RenewalDelay.Attempt::text)
                .orElse(run.isPresent() ? "An attempt is in progress." : "No check has run since it was due.");
    }

    /**
     * The reason for which the services may not use the certificate: a script failed last with it, or a killed run has left it
     * without its script; empty if there is none.
     */
    public Optional<String> scriptFailure() {
        CertificateHistory history = new CertificateHistory(journal.runs());
        return inUse().flatMap(credential -> history.lastOf(credential.serial())
                .filter(last -> last.result() == RunResult.SCRIPT_FAILED)
                .map(RunRecord::reason)
                .or(() -> unfinishedScript(credential, history)));
    }

    private Optional<String> unfinishedScript(Credential credential, CertificateHistory history) {
        boolean expected = run.isEmpty()
                && settings.filter(current -> !current.successScript().isBlank())
                        .isPresent();
        return expected && !history.hasScriptRun(credential, scriptRun)
                ? Optional.of("the success script has not run to its end with certificate " + credential.serial()
                        + "; the next check runs it")
                : Optional.empty();
    }

    /** The fate of the pending request in the next run; empty without one. */
    public Optional<PendingState> pendingState() {
        return pending.flatMap(request -> settings.map(current -> PendingState.of(request, current)));
    }

    /** Whether the CA has a request of this device, and has not decided about it. */
    public boolean waitsForApproval() {
        return enabled() && pendingState().equals(Optional.of(PendingState.WAITING));
    }

    /**
     * The move to another CA: before the next check asks it, while it has not issued a certificate, and after a failure; empty
     * without one.
     */
    public Optional<CaMove> move() {
        return settings.filter(current -> current.enabled()
                        && current.problems().isEmpty()
                        && current.url().isPresent())
                .flatMap(current -> inUse().filter(credential -> !isExpired(credential))
                        .filter(credential ->
                                new ConfiguredCa(current, ca).isAnother(credential.certificate(), issuers, requested))
                        .map(credential -> new CaMove(
                                DeviceCa.serverOf(current),
                                credential,
                                lastRun().filter(run -> run.result() == RunResult.FAILED))));
    }

    /** The last run, if it failed because the server has another CA than the known or configured one. */
    public Optional<RunRecord> refusedCa() {
        List<Fingerprint> authorities = settings.map(Settings::raFingerprints).orElse(List.of());
        // The same error concerns a registration authority if it names the fingerprint of one.
        return lastRun()
                .filter(run -> run.code().equals(Optional.of(ErrorCode.FINGERPRINT.id()))
                        && authorities.stream().map(Fingerprint::toString).noneMatch(run.reason()::contains));
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
