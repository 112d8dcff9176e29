package org.scepclient.agent.automation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.TreeMap;
import org.scepclient.agent.journal.RunKind;
import org.scepclient.agent.script.ScriptResult;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.Deployment;
import org.scepclient.agent.store.LockedStore;
import org.scepclient.agent.store.RequestRecord;
import org.scepclient.certificate.CertificateText;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.trust.IssuedCertificate;

/**
 * Puts new certificates in use: inside the deployment window, with the success and the verify script, and back to the previous
 * certificate if they fail.
 */
final class DeploymentRun {
    private static final int CHECKS_BEFORE_EXPIRY = 2;
    /** The part of the validity period, at its end, in which a certificate is replaced outside the window. */
    private static final int LAST_PART = 10;

    private final AgentContext context;
    private final Settings settings;
    private final LockedStore store;
    private final Hooks scripts;

    DeploymentRun(AgentContext context, Settings settings, LockedStore store) {
        this.context = context;
        this.settings = settings;
        this.store = store;
        this.scripts = new Hooks(context, settings);
    }

    /** The scripts' output, and what failed. */
    private record Scripts(String output, Optional<String> problem) {}

    /** Whether the success script has not run for this certificate yet, or failed. */
    boolean needsScript(Credential inUse, CertificateHistory history) throws StorageException {
        return !history.hasScriptRun(inUse, store.store().scriptRun());
    }

    /** Makes a missing note from the journal. */
    void restoreScriptRun(CertificateHistory history) throws StorageException {
        Optional<Credential> inUse = store.store().latest();
        if (store.store().scriptRun().isEmpty() && inUse.isPresent() && !needsScript(inUse.get(), history)) {
            noteScriptRun(inUse.get());
        }
    }

    /** A full disk must not turn a success into a failure. */
    private void noteScriptRun(Credential handedOver) {
        try {
            store.storeScriptRun(handedOver);
        } catch (StorageException e) {
            context.log().warning("it was not noted that the success script has run: " + e.getMessage());
        }
    }

    /** Continues the deployment that an earlier run has left; empty if it does not prevent a request. */
    Optional<CheckRun.Done> resume(CertificateCheck.Mode mode) throws ScepException, InterruptedException {
        Optional<Deployment> stored = store.store().deployment();
        Optional<Credential> next = stored.flatMap(store.store()::newCredential);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        Deployment deployment = stored.get();
        if (mode == CertificateCheck.Mode.NEW_ENROLLMENT) {
            withdraw(deployment);
            return Optional.empty();
        }
        if (!isValid(next.get())) {
            store.endDeployment();
            return Optional.empty();
        }
        Optional<Credential> old = store.store().latest().filter(this::isValid);
        boolean urgent = old.filter(credential -> !isNearExpiry(credential)).isEmpty();
        if (!urgent) {
            requireUsableSettings(deployment.serial());
        }
        if (deployment.state() == Deployment.State.TRYING) {
            return Optional.of(verify(RunKind.CHECK, deployment));
        }
        if (!urgent && !deployment.isOf(origin())) {
            context.log()
                    .notice("the settings have changed since certificate " + deployment.serial() + " was requested");
            withdraw(deployment);
            return Optional.empty();
        }
        Optional<Instant> opening = old.flatMap(this::opening);
        if (mode == CertificateCheck.Mode.RENEWAL || opening.isEmpty()) {
            return Optional.of(tryOut(RunKind.CHECK, deployment, old));
        }
        return Optional.of(
                deployment.state() == Deployment.State.RESTORING
                        ? restore(RunKind.CHECK, deployment, "")
                        : new CheckRun.Done(new CheckResult.Staged(RunKind.CHECK, deployment.serial(), opening.get())));
    }

    /** Stores an issued certificate, and puts it in use at once or leaves it for the deployment window. */
    CheckRun.Done install(RunKind kind, IssuedCertificate issued, RequestRecord requested)
            throws ScepException, InterruptedException {
        Optional<Credential> old = store.store().latest().filter(this::isValid);
        Optional<Instant> opening = old.flatMap(this::opening);
        boolean atOnce = opening.isEmpty() && settings.verifyScript().isBlank() && settings.allowDeployment();
        if (old.isEmpty() || atOnce) {
            store.storeRequested(requested);
            return finish(kind, installed(store.install(store.store().newKey().orElseThrow(), issued)));
        }
        Deployment waiting =
                Deployment.waiting(issued, requested, origin(), context.clock().instant());
        installed(store.keep(store.store().newKey().orElseThrow(), issued, waiting));
        Deployment deployment = store.store().deployment().orElseThrow();
        requireUsableSettings(deployment.serial());
        return opening.isPresent()
                ? new CheckRun.Done(new CheckResult.Staged(kind, deployment.serial(), opening.get()))
                : tryOut(kind, deployment, old);
    }

    private Credential installed(Credential credential) throws ScepException {
        store.removeHoldOff();
        context.log()
                .notice("certificate " + credential.serial() + " for '"
                        + CertificateText.of(credential.certificate()).subjectOrNames() + "', valid until "
                        + credential.certificate().getNotAfter().toInstant());
        return credential;
    }

    private void requireUsableSettings(String serial) {
        if (!settings.allowDeployment()) {
            throw new InvalidInputException(
                    "certificate " + serial,
                    "it is not put in use with unusable settings (" + settings.problem() + ")",
                    "correct them");
        }
    }

    /** The settings that determine the request. */
    private Deployment.Origin origin() {
        return new Deployment.Origin(
                DeviceCa.serverOf(settings) + " " + settings.text(Setting.CA_FINGERPRINT),
                settings.onChange() == Settings.OnChange.NEVER
                        ? ""
                        : new TreeMap<>(RequestFactory.content(settings)).toString());
    }

    /** Has the services use the previous certificate, if they use a new one that was not verified. */
    private void withdraw(Deployment deployment) throws ScepException, InterruptedException {
        Optional<Credential> old = store.store().previousCredential(deployment).filter(this::isValid);
        if (old.isEmpty()) {
            return;
        }
        Deployment withdrawn = deployment.state() == Deployment.State.TRYING
                ? store.rollBack(deployment, "another certificate was ordered before it was verified")
                : deployment;
        if (withdrawn.state() == Deployment.State.RESTORING) {
            restoreServices(withdrawn, old.get());
        }
    }

    /** Runs the success script with the previous certificate; empty if there is none. */
    private Optional<ScriptResult> restoreServices(Deployment deployment, Credential old)
            throws StorageException, InterruptedException {
        Optional<ScriptResult> script = scripts.success(old);
        if (script.map(ScriptResult::succeeded).orElse(true)) {
            noteScriptRun(old);
            store.storeRolledBack(deployment);
        }
        return script;
    }

    /** Forgets a new certificate that no run puts in use any more. */
    void forget() throws StorageException {
        Optional<Deployment> left = store.store().deployment();
        if (left.filter(deployment -> deployment.state() != Deployment.State.RESTORING)
                .isPresent()) {
            context.log().notice("certificate " + left.get().serial() + ", which was not put in use, is forgotten");
            store.endDeployment();
        }
    }

    private boolean isValid(Credential credential) {
        return !context.clock().instant().isAfter(end(credential));
    }

    private static Instant end(Credential credential) {
        return credential.certificate().getNotAfter().toInstant();
    }

    private boolean isNearExpiry(Credential credential) {
        return !context.clock().instant().isBefore(latest(credential));
    }

    /** The time at which a certificate is replaced, whatever the window. */
    private Instant latest(Credential credential) {
        Duration validity =
                Duration.between(credential.certificate().getNotBefore().toInstant(), end(credential));
        Duration checks = settings.checkInterval().multipliedBy(CHECKS_BEFORE_EXPIRY);
        Duration part = validity.dividedBy(LAST_PART);
        return end(credential).minus(part.compareTo(checks) < 0 ? part : checks);
    }

    /** The time for which the replacement of a certificate has to wait; empty if it is now. */
    private Optional<Instant> opening(Credential old) {
        ZonedDateTime now = context.clock().instant().atZone(context.clock().getZone());
        return settings.deploymentWindow()
                .flatMap(window -> window.opening(now))
                .filter(opening -> opening.isBefore(latest(old)));
    }

    private CheckRun.Done tryOut(RunKind kind, Deployment deployment, Optional<Credential> old)
            throws ScepException, InterruptedException {
        context.log().notice("putting certificate " + deployment.serial() + " in use");
        Optional<Credential> previous = settings.verifyScript().isBlank() ? Optional.empty() : old;
        return verify(kind, store.tryOut(deployment, previous));
    }

    private CheckRun.Done verify(RunKind kind, Deployment deployment) throws ScepException, InterruptedException {
        Credential next = store.store().newCredential(deployment).orElseThrow();
        Scripts done = run(next);
        Optional<Credential> old = store.store().previousCredential(deployment).filter(this::isValid);
        if (done.problem().isPresent() && old.isPresent()) {
            return restore(kind, store.rollBack(deployment, done.problem().get()), done.output());
        }
        CheckRun.Done result = result(kind, next, done);
        store.endDeployment();
        store.prune(settings.keptCredentials());
        return result;
    }

    /** Has the services use the previous certificate again. */
    private CheckRun.Done restore(RunKind kind, Deployment deployment, String output)
            throws ScepException, InterruptedException {
        Credential old = store.store().previousCredential(deployment).orElseThrow();
        Optional<ScriptResult> script = restoreServices(deployment, old);
        store.prune(settings.keptCredentials());
        String message = "certificate " + deployment.serial() + " is rolled back, because " + deployment.problem()
                + "; certificate " + old.serial() + " is in use again"
                + script.filter(result -> !result.succeeded())
                        .map(result ->
                                ", but the success script " + result.summary(settings.scriptLimit()) + " with it")
                        .orElse("")
                + "; the new one is tried again at the next check, or with 'scepclient renew'";
        scripts.failure(Optional.of(old), message);
        return new CheckRun.Done(
                new CheckResult.RolledBack(kind, deployment.serial(), message),
                output + script.map(ScriptResult::output).orElse(""));
    }

    /** Runs the scripts for a certificate that stays in use. */
    CheckRun.Done finish(RunKind kind, Credential credential) throws InterruptedException, StorageException {
        store.prune(settings.keptCredentials());
        return result(kind, credential, run(credential));
    }

    private CheckRun.Done result(RunKind kind, Credential credential, Scripts done) {
        String serial = credential.serial();
        if (done.problem().isEmpty()) {
            noteScriptRun(credential);
        }
        CheckResult result = done.problem()
                .<CheckResult>map(problem -> new CheckResult.ScriptFailed(
                        kind,
                        serial,
                        "certificate " + serial + " is stored, but " + problem + "; it is run again at the next check"))
                .orElseGet(() -> new CheckResult.Enrolled(kind, serial));
        return new CheckRun.Done(result, done.output());
    }

    private Scripts run(Credential credential) throws InterruptedException {
        Optional<ScriptResult> success = scripts.success(credential);
        String output = success.map(ScriptResult::output).orElse("");
        if (success.isPresent() && !success.get().succeeded()) {
            return new Scripts(
                    output, Optional.of("the success script " + success.get().summary(settings.scriptLimit())));
        }
        Optional<ScriptResult> verify = scripts.verify(credential);
        output += verify.map(ScriptResult::output).orElse("");
        return new Scripts(
                output,
                verify.filter(result -> !result.succeeded())
                        .map(result -> "the verify script " + result.summary(settings.scriptLimit())));
    }
}
