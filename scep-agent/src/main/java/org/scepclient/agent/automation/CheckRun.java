package org.scepclient.agent.automation;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Instant;
import java.util.Optional;
import org.scepclient.agent.journal.Journal;
import org.scepclient.agent.journal.RunKind;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.schedule.Renewal;
import org.scepclient.agent.script.ScriptResult;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.EnrollmentKind;
import org.scepclient.agent.store.LockedStore;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.agent.store.RunLock;
import org.scepclient.enrollment.Enrollment;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.trust.IssuedCertificate;

/** A run that has the lock and the time. */
final class CheckRun {
    private final AgentContext context;
    private final Settings settings;
    private final RunLock.Held lock;
    private final LockedStore store;
    private final Hooks scripts;

    CheckRun(AgentContext context, Settings settings, RunLock.Held lock, LockedStore store) {
        this.context = context;
        this.settings = settings;
        this.lock = lock;
        this.store = store;
        this.scripts = new Hooks(context, settings);
    }

    /** How the run began. */
    record RunStart(RunTrigger trigger, CertificateCheck.Mode mode, Instant time) {}

    /** The result of a run, for the journal; {@code output} is that of the scripts. */
    private record Done(CheckResult result, String output) {
        Done(CheckResult result) {
            this(result, "");
        }
    }

    CheckResult run(RunStart start, Journal journal) throws ScepException, InterruptedException {
        Optional<Credential> inUse = store.store().latest();
        Optional<PendingEnrollment> pending = usable(store.store().pending());
        CertificateHistory history = new CertificateHistory(journal.read().runs());
        Done done;
        if (pending.isPresent()) {
            done = enroll(pending.get().kind(), inUse, pending);
        } else {
            Renewal renewal = Renewal.decide(
                    inUse.map(Credential::certificate),
                    inUse.flatMap(credential -> history.issuedAt(credential.serial())),
                    new Renewal.RenewalRule(settings.renewTime()),
                    context.clock().instant());
            done = execute(renewalFor(start.mode(), renewal, inUse), inUse, history);
        }
        boolean tells = !(done.result() instanceof CheckResult.Unchanged);
        if (tells) {
            record(start, done, journal);
        }
        return done.result();
    }

    private Optional<PendingEnrollment> usable(Optional<PendingEnrollment> pending) throws ScepException {
        if (pending.isPresent()
                && (hasExpired(pending.get())
                        || !new AgentEnrollment(context, store, settings).canResume(pending.get()))) {
            context.log()
                    .write("the request of "
                            + pending.get().ticket().since().truncatedTo(SECONDS)
                            + " is forgotten: "
                            + (hasExpired(pending.get())
                                    ? "the certificate that signed it has expired"
                                    : "the settings have changed since"));
            store.discardPending();
            return Optional.empty();
        }
        return pending;
    }

    /** A renewal is over when the old certificate has expired, unless the server has accepted it and there is time to wait. */
    private boolean hasExpired(PendingEnrollment pending) {
        Instant now = context.clock().instant();
        boolean signerExpired =
                now.isAfter(pending.ticket().signer().getNotAfter().toInstant());
        boolean mayWait = pending.accepted() && now.isBefore(pending.times().deadline());
        return pending.kind() == EnrollmentKind.RE_ENROLLMENT && signerExpired && !mayWait;
    }

    private static Renewal renewalFor(CertificateCheck.Mode mode, Renewal due, Optional<Credential> inUse) {
        return switch (mode) {
            case WHAT_IS_DUE -> due;
            case RENEWAL ->
                due instanceof Renewal.NotDue && inUse.isPresent()
                        ? new Renewal.Due(inUse.get().certificate())
                        : due;
            case NEW_ENROLLMENT -> new Renewal.Missing(Renewal.Reason.NONE);
        };
    }

    private Done execute(Renewal renewal, Optional<Credential> inUse, CertificateHistory history)
            throws ScepException, InterruptedException {
        return switch (renewal) {
            case Renewal.NotDue notDue -> {
                Credential credential = inUse.orElseThrow();
                if (history.needsScript(credential.serial())) {
                    yield succeeded(RunKind.CHECK, credential);
                }
                new DeviceCa(context, store, settings).checkForSuccessor(credential.serial());
                yield new Done(new CheckResult.Unchanged(credential.serial(), notDue.due()));
            }
            case Renewal.Due due -> enroll(EnrollmentKind.RE_ENROLLMENT, inUse, Optional.empty());
            case Renewal.Missing missing -> {
                context.log().write(missing.reason().text() + "; enrolling");
                yield enroll(EnrollmentKind.ENROLLMENT, inUse, Optional.empty());
            }
        };
    }

    private Done enroll(EnrollmentKind kind, Optional<Credential> inUse, Optional<PendingEnrollment> pending)
            throws ScepException, InterruptedException {
        lock.enter(kind.phase());
        RunKind done = kind == EnrollmentKind.ENROLLMENT ? RunKind.ENROLLMENT : RunKind.RE_ENROLLMENT;
        try {
            return finished(done, outcome(kind, inUse, pending));
        } catch (InvalidInputException e) {
            return failed(done, ErrorCode.ARGUMENT, String.valueOf(e.getMessage()));
        } catch (ScepException e) {
            return interrupted()
                    ? new Done(new CheckResult.Interrupted(done))
                    : failed(done, e.code(), e.getMessage() + remedy(e));
        }
    }

    private static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }

    /** The setting that allows an algorithm which the policy refuses. */
    private String remedy(ScepException problem) {
        return problem instanceof CryptoException refusal && refusal.refusedByPolicy() && !settings.legacyCiphers()
                ? "; if the server has nothing better, set '" + Setting.LEGACY_CIPHERS.label() + "' ("
                        + Setting.LEGACY_CIPHERS.key() + "=1)"
                : "";
    }

    /** The setting of the challenge password that the message mentions. */
    private static String setting(Enrollment.Refused refused) {
        if (refused.challengeInDoubt()) {
            return "; the challenge password is in " + Setting.CHALLENGE_FILE.key();
        }
        return refused.challengeMissing() ? "; set one with 'scepclient settings challenge'" : "";
    }

    private Enrollment.Outcome outcome(
            EnrollmentKind kind, Optional<Credential> inUse, Optional<PendingEnrollment> pending) throws ScepException {
        AgentEnrollment run = new AgentEnrollment(context, store, settings);
        Optional<Credential> old = kind == EnrollmentKind.RE_ENROLLMENT ? inUse : Optional.empty();
        if (pending.isEmpty()) {
            return run.begin(kind, old);
        }
        Enrollment.Outcome outcome = run.resume(pending.get());
        if (outcome instanceof Enrollment.Refused refused && pending.get().accepted()) {
            context.log()
                    .write("the server refused the transaction that waited ("
                            + refused.failure().failInfo().map(Object::toString).orElse("no reason")
                            + ")");
        }
        return outcome;
    }

    private Done finished(RunKind kind, Enrollment.Outcome outcome) throws ScepException, InterruptedException {
        if (outcome instanceof Enrollment.Refused refused) {
            store.discardPending();
            ProtocolException e = refused.error();
            return interrupted()
                    ? new Done(new CheckResult.Interrupted(kind))
                    : failed(kind, e.code(), e.getMessage() + setting(refused));
        }
        if (outcome instanceof Enrollment.GaveUp && interrupted()) {
            return new Done(new CheckResult.Interrupted(kind));
        }
        IssuedCertificate issued = outcome.issuedOrThrow();
        issued.warnings().forEach(context.log()::write);
        Credential credential = store.install(store.store().newKey().orElseThrow(), issued);
        store.prune(settings.keptCredentials());
        context.log()
                .write("certificate " + credential.serial() + " for '"
                        + credential.certificate().getSubjectX500Principal() + "', valid until "
                        + credential.certificate().getNotAfter().toInstant());
        return succeeded(kind, credential);
    }

    private Done succeeded(RunKind kind, Credential credential) throws InterruptedException {
        Optional<ScriptResult> script = scripts.success(credential);
        String output = script.map(ScriptResult::output).orElse("");
        boolean good = script.map(ScriptResult::succeeded).orElse(true);
        return good
                ? new Done(new CheckResult.Enrolled(kind, credential.serial()), output)
                : new Done(
                        new CheckResult.ScriptFailed(
                                kind,
                                credential.serial(),
                                "certificate " + credential.serial() + " is stored, but the success script "
                                        + script.get().summary(settings.scriptLimit())
                                        + "; it is run again at the next check"),
                        output);
    }

    private Done failed(RunKind kind, ErrorCode code, String reason) throws StorageException, InterruptedException {
        Optional<ScriptResult> script = scripts.failure(store.store().latest(), reason);
        return new Done(
                new CheckResult.Failed(kind, code, reason),
                script.map(ScriptResult::output).orElse(""));
    }

    /** A full disk must not turn a success into a failure, and an interrupted run still records its progress. */
    private void record(RunStart start, Done done, Journal journal) {
        boolean interrupted = Thread.interrupted();
        try {
            journal.append(RunRecords.of(
                    start, done.result(), done.output(), context.clock().instant()));
        } catch (StorageException e) {
            context.log().write("the journal was not written: " + e.getMessage());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
