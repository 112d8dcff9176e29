package org.scepclient.agent.automation;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.scepclient.agent.journal.Journal;
import org.scepclient.agent.journal.RunKind;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.schedule.PlausibleClock;
import org.scepclient.agent.schedule.Renewal;
import org.scepclient.agent.script.ScriptResult;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.EnrollmentKind;
import org.scepclient.agent.store.HoldOff;
import org.scepclient.agent.store.LockedStore;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.agent.store.RunLock;
import org.scepclient.enrollment.Enrollment;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.message.FailInfo;
import org.scepclient.trust.IssuedCertificate;

/** A run that has the lock and the time. */
final class CheckRun {
    private final AgentContext context;
    private final Settings settings;
    private final RunLock.Held lock;
    private final LockedStore store;
    private final Hooks scripts;
    private final DeploymentRun deployment;
    private final ServerAccess server;
    private final RequestComparison requested;
    private @Nullable AgentEnrollment enrollment;

    CheckRun(AgentContext context, Settings settings, RunLock.Held lock, LockedStore store) {
        this.context = context;
        this.settings = settings;
        this.lock = lock;
        this.store = store;
        this.scripts = new Hooks(context, settings);
        this.deployment = new DeploymentRun(context, settings, store);
        this.server = new ServerAccess(settings, context, new ServerOutage(context, lock));
        this.requested = new RequestComparison(context, settings, store);
    }

    /**
     * How the run began.
     *
     * @param cancelled whether a person has ended it since then
     */
    record RunStart(RunTrigger trigger, CertificateCheck.Mode mode, Instant time, BooleanSupplier cancelled) {}

    /** The result of a run, for the journal; {@code output} is that of the scripts. */
    record Done(CheckResult result, String output) {
        Done(CheckResult result) {
            this(result, "");
        }
    }

    CheckResult run(RunStart start, Journal journal) throws StorageException, InterruptedException {
        lock.begin(start.trigger(), start.time())
                .ifPresent(killed -> RunRecords.append(journal, RunRecords.of(killed), context.log()));
        Done done = completed(start.mode(), RunRecords.history(journal, context.log()));
        if (done.result() instanceof CheckResult.Interrupted ended
                && start.cancelled().getAsBoolean()) {
            done = new Done(new CheckResult.Cancelled(ended.kind()));
        }
        if (isRecorded(done.result())) {
            record(start, done, journal);
        }
        requested.logThoseInUse();
        return done.result();
    }

    private static boolean isRecorded(CheckResult result) {
        return switch (result) {
            case CheckResult.Unchanged unchanged -> false;
            case CheckResult.HeldOff heldOff -> false;
            case CheckResult.Staged staged -> staged.kind() != RunKind.CHECK;
            default -> true;
        };
    }

    private Done completed(CertificateCheck.Mode mode, CertificateHistory history) throws InterruptedException {
        try {
            return decided(mode, history);
        } catch (InvalidInputException e) {
            return failed(RunKind.CHECK, ErrorCode.ARGUMENT, String.valueOf(e.getMessage()));
        } catch (ScepException e) {
            return isInterrupted()
                    ? interrupted(RunKind.CHECK)
                    : failed(RunKind.CHECK, e.code(), e.getMessage() + SettingRemedy.of(e, settings));
        }
    }

    private Done decided(CertificateCheck.Mode mode, CertificateHistory history)
            throws ScepException, InterruptedException {
        if (!PlausibleClock.showsBound(context.clock())) {
            store.clearFuture(context.clock().instant());
        }
        deployment.restoreScriptRun(history);
        Optional<Done> deployed = deployment.resume(mode);
        if (deployed.isPresent()) {
            return deployed.get();
        }
        if (!settings.problems().isEmpty() && (mode != CertificateCheck.Mode.WHAT_IS_DUE || !settings.allowRenewal())) {
            return unusableSettings();
        }
        Optional<Credential> inUse = store.store().latest();
        Optional<PendingEnrollment> pending = new StoredRequest(context, store, this::enrollment).continued(mode);
        if (pending.isPresent()) {
            Optional<Done> resumed = resume(pending.get());
            if (resumed.isPresent()) {
                return resumed.get();
            }
        }
        Renewal due = Renewal.decide(
                inUse.map(Credential::certificate),
                inUse.flatMap(credential -> history.issuedAt(credential.serial())),
                settings.renewalTime(),
                context.clock().instant());
        Renewal renewal = afterChange(renewalFor(mode, due, inUse), inUse);
        if (!settings.problems().isEmpty()) {
            if (!(renewal instanceof Renewal.Due)) {
                return unusableSettings();
            }
            context.log().warning("renewing in spite of unusable settings: " + settings.problem());
        }
        Optional<HoldOff> holdOff = mode == CertificateCheck.Mode.WHAT_IS_DUE && !(renewal instanceof Renewal.NotDue)
                ? holdOff().filter(last -> last.holdsAt(context.clock().instant()))
                : Optional.empty();
        return holdOff.isPresent()
                ? new Done(new CheckResult.HeldOff(
                        holdOff.get().until(), holdOff.get().reason()))
                : execute(renewal, due, inUse, history);
    }

    /** A renewal is not possible at another CA, and does not take over a changed subject. */
    private Renewal afterChange(Renewal renewal, Optional<Credential> inUse) throws ScepException {
        if (renewal instanceof Renewal.Missing
                || inUse.isEmpty()
                || !settings.problems().isEmpty()) {
            return renewal;
        }
        if (new DeviceCa(context, store, settings, server).isAnother(inUse.get())) {
            return new Renewal.Missing(Renewal.Reason.OTHER_CA);
        }
        boolean changed =
                !ChangedSettings.of(settings, store.store().requested()).isEmpty();
        boolean now = settings.onChange() == Settings.OnChange.NOW
                || (settings.onChange() == Settings.OnChange.RENEWAL && renewal instanceof Renewal.Due);
        return changed && now ? new Renewal.Missing(Renewal.Reason.CHANGED) : renewal;
    }

    /** Made at its first use, once a run: it reads the challenge password, and asks the device for its serial number. */
    private AgentEnrollment enrollment() throws ScepException {
        AgentEnrollment made = enrollment;
        if (made == null) {
            made = new AgentEnrollment(context, store, settings, server);
            enrollment = made;
        }
        return made;
    }

    private Done unusableSettings() throws InterruptedException {
        return failed(RunKind.CHECK, ErrorCode.ARGUMENT, settings.problem());
    }

    /** The hold-off after a certificate that was not accepted, if the settings are those of that time. */
    private Optional<HoldOff> holdOff() throws ScepException {
        Optional<HoldOff> stored = store.store().holdOff();
        return stored.isPresent() && enrollment().origin().isSameAs(stored.get().origin()) ? stored : Optional.empty();
    }

    private static Renewal renewalFor(CertificateCheck.Mode mode, Renewal due, Optional<Credential> inUse) {
        return switch (mode) {
            case WHAT_IS_DUE -> due;
            case RENEWAL ->
                due instanceof Renewal.NotDue && inUse.isPresent()
                        ? new Renewal.Due(inUse.get().certificate())
                        : due;
            case NEW_ENROLLMENT -> new Renewal.Missing(Renewal.Reason.ORDERED);
        };
    }

    private Done execute(Renewal renewal, Renewal due, Optional<Credential> inUse, CertificateHistory history)
            throws ScepException, InterruptedException {
        return switch (renewal) {
            case Renewal.NotDue notDue -> {
                Credential credential = inUse.orElseThrow();
                DeviceCa ca = new DeviceCa(context, store, settings, server);
                deployment.forget();
                ca.restoreIssuers(credential);
                if (deployment.needsScript(credential, history)) {
                    yield deployment.finish(RunKind.CHECK, credential);
                }
                ca.checkForSuccessor(credential);
                yield new Done(new CheckResult.Unchanged(credential.serial(), notDue.due()));
            }
            case Renewal.Due now -> enroll(EnrollmentKind.RE_ENROLLMENT, inUse, Optional.empty());
            case Renewal.Missing missing -> {
                context.log().notice(missing.reason().text() + "; enrolling");
                boolean renewable = missing.reason() == Renewal.Reason.CHANGED && due instanceof Renewal.Due;
                yield enroll(EnrollmentKind.ENROLLMENT, Optional.empty(), renewable ? inUse : Optional.empty());
            }
        };
    }

    /**
     * Continues a request.
     *
     * @return empty if the CA has issued a certificate that cannot be used any more, so that another one must be requested
     */
    private Optional<Done> resume(PendingEnrollment pending) throws InterruptedException {
        return attempt(pending.kind(), () -> {
            Enrollment.Outcome outcome = enrollment().resume(pending);
            if (outcome instanceof Enrollment.Rejected rejected && !rejected.notYetValid()) {
                context.log()
                        .warning("the certificate that was issued for the request of "
                                + pending.ticket().since().truncatedTo(SECONDS) + " is not accepted: "
                                + rejected.reason().getMessage());
                store.discardPending();
                return Optional.empty();
            }
            if (outcome instanceof Enrollment.Refused refused && pending.accepted()) {
                context.log()
                        .notice("the server refused the transaction that waited ("
                                + refused.failure()
                                        .failInfo()
                                        .map(FailInfo::rfcName)
                                        .orElse("no reason")
                                + ")");
            }
            return Optional.of(outcome);
        });
    }

    /**
     * Sends a new request.
     *
     * @param old the credential that signs it, if it is a renewal
     * @param otherwise the credential that is renewed if the CA refuses the request
     */
    private Done enroll(EnrollmentKind kind, Optional<Credential> old, Optional<Credential> otherwise)
            throws InterruptedException {
        return attempt(kind, () -> {
                    Enrollment.Outcome outcome = enrollment().begin(kind, old);
                    if (outcome instanceof Enrollment.Refused refused && otherwise.isPresent()) {
                        context.log()
                                .notice(refused.error().getMessage() + "; renewing the certificate in use instead");
                        store.discardPending();
                        outcome = enrollment().begin(EnrollmentKind.RE_ENROLLMENT, otherwise);
                    }
                    return Optional.of(outcome);
                })
                .orElseThrow();
    }

    /** An exchange with the server; empty if it ended without a result. */
    @FunctionalInterface
    private interface Exchange {
        Optional<Enrollment.Outcome> outcome() throws ScepException;
    }

    private Optional<Done> attempt(EnrollmentKind kind, Exchange exchange) throws InterruptedException {
        lock.enter(kind.phase());
        RunKind done = kind == EnrollmentKind.ENROLLMENT ? RunKind.ENROLLMENT : RunKind.RE_ENROLLMENT;
        try {
            Optional<Enrollment.Outcome> outcome = exchange.outcome();
            return outcome.isPresent() ? Optional.of(finished(done, outcome.get())) : Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.of(failed(done, ErrorCode.ARGUMENT, String.valueOf(e.getMessage())));
        } catch (ScepException e) {
            return Optional.of(
                    isInterrupted()
                            ? interrupted(done)
                            : failed(done, e.code(), e.getMessage() + SettingRemedy.of(e, settings)));
        }
    }

    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private Done interrupted(RunKind kind) {
        return new Done(new CheckResult.Interrupted(kind, isWaiting()));
    }

    /** Whether the CA has a request of this device and has not decided about it. */
    private boolean isWaiting() {
        try {
            return store.store().pending().filter(PendingEnrollment::accepted).isPresent();
        } catch (StorageException e) {
            return false;
        }
    }

    private Done finished(RunKind kind, Enrollment.Outcome outcome) throws ScepException, InterruptedException {
        if (outcome instanceof Enrollment.Refused refused) {
            // RFC 8894 §3.2.1.4: badTime is about the clock of the message, and decides nothing about the request.
            if (!refused.failure().failInfo().equals(Optional.of(FailInfo.BAD_TIME))) {
                store.discardPending();
            }
            ProtocolException e = refused.error();
            return isInterrupted()
                    ? interrupted(kind)
                    : failed(kind, e.code(), e.getMessage() + SettingRemedy.of(e, settings));
        }
        if (outcome instanceof Enrollment.GaveUp && isInterrupted()) {
            return interrupted(kind);
        }
        if (outcome instanceof Enrollment.Rejected rejected && !rejected.notYetValid()) {
            return rejected(kind, rejected.reason());
        }
        IssuedCertificate issued = outcome.issuedOrThrow();
        issued.warnings().forEach(context.log()::warning);
        return deployment.install(kind, issued, requested.of(issued.certificate()));
    }

    /** The transaction is over, because the CA would return the same certificate; another one is requested later. */
    private Done rejected(RunKind kind, ScepException reason) throws ScepException, InterruptedException {
        store.discardPending();
        int before = holdOff().map(HoldOff::count).orElse(0);
        HoldOff next = HoldOff.after(
                before + 1, context.clock().instant(), enrollment().origin(), reason.getMessage());
        store.storeHoldOff(next);
        return failed(
                kind,
                reason.code(),
                reason.getMessage() + "; the next request is made after "
                        + next.until().truncatedTo(SECONDS));
    }

    private Done failed(RunKind kind, ErrorCode code, String reason) throws InterruptedException {
        Optional<ScriptResult> script = scripts.failure(readable(), reason);
        return new Done(
                new CheckResult.Failed(kind, code, reason),
                script.map(ScriptResult::output).orElse(""));
    }

    /** The certificate in use, as far as it can be read, for a script that reports a failure. */
    private Optional<Credential> readable() {
        try {
            return store.store().latest();
        } catch (StorageException e) {
            return Optional.empty();
        }
    }

    /** A full disk must not turn a success into a failure, and an interrupted run still records its progress. */
    private void record(RunStart start, Done done, Journal journal) {
        RunRecords.append(
                journal,
                RunRecords.of(
                        start, done.result(), done.output(), context.clock().instant()),
                context.log());
    }
}
