package org.scepclient.web.page;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scepclient.agent.automation.CertificateState;
import org.scepclient.agent.automation.PendingState;
import org.scepclient.agent.automation.Status;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.journal.RunResult;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.Deployment;
import org.scepclient.agent.store.LatestCredential;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.certificate.CertificateText;
import org.scepclient.certificate.ValidityBar;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.web.markup.Markup;

/**
 * Information &gt; Status.
 *
 * @param activity runs of this process
 * @param notice message about the user's last action
 * @param formToken token of the session
 */
public record StatusPage(Status status, RunActivity activity, Notice notice, String formToken) {
    private static final int MAX_RUNS = 10;

    /**
     * The runs of this process.
     *
     * @param active whether a run is active
     * @param lines the last log lines
     * @param next time of the next check; empty if another program starts it
     */
    public record RunActivity(boolean active, List<String> lines, Optional<Instant> next) {}

    /** Whether the page updates itself, to follow a run. */
    public boolean refreshing() {
        return activity.active() || status.run().isPresent();
    }

    public void write(Markup page) {
        notice.write(page);
        page.leaf("pre", status.moduleLine() + "\n" + status.certificateLine(), "id", "lines", "role", "status");
        page.open("div", "id", "live", "data-running", refreshing() ? "yes" : "no");
        if (!status.problem().isEmpty()) {
            warning(page, status.problem());
        }
        warnings(page);
        if (refreshing()) {
            activity(page);
        }
        status.outage()
                .ifPresent(outage -> warning(
                        page,
                        "The server cannot be reached: " + outage.cause() + ". Next attempt: "
                                + TimeFormat.utc(outage.next())));
        status.pendingState()
                .ifPresent(state -> pending(page, state, status.pending().orElseThrow()));
        state(page);
        buttons(page);
        status.inUse().ifPresent(inUse -> details(page, inUse.certificate()));
        new CaView(status).write(page);
        runs(page);
        page.close();
    }

    /** What needs attention although the certificate may be valid. */
    private void warnings(Markup page) {
        new CaView(status).writeRefusal(page);
        status.lastRun()
                .filter(run -> run.result() == RunResult.CANCELLED && !refreshing())
                .ifPresent(run -> Notice.info(
                                "The last run was cancelled by the operator at " + TimeFormat.utc(run.ended()) + "."
                                        + (status.waitsForApproval() ? " Its request stays pending." : ""))
                        .write(page));
        status.holdOff()
                .ifPresent(holdOff -> warning(
                        page,
                        "No certificate is requested before " + TimeFormat.utc(holdOff.until())
                                + ", because the last one was not accepted: " + holdOff.reason()));
        status.deployment().ifPresent(deployment -> deployment(page, deployment));
        status.scriptFailure()
                .ifPresent(reason -> warning(page, "The services may not use the certificate: " + reason));
        if (status.state() == CertificateState.OVERDUE) {
            warning(page, "The renewal is overdue. " + status.lastAttempt());
        }
        status.move()
                .ifPresent(move -> Notice.info("Moving " + move.text() + ".").write(page));
        status.deviations()
                .forEach(deviation -> warning(page, "The certificate differs from the request: " + deviation));
        if (!status.changedSettings().isEmpty()) {
            warning(
                    page,
                    "The certificate in use was requested with other values of "
                            + status.changedSettings().stream()
                                    .map(Setting::label)
                                    .collect(Collectors.joining(", "))
                            + ".");
            button(page, "enroll", "Enroll with the new values now");
        }
    }

    /** The new certificate that is not in use for good. */
    private void deployment(Markup page, Deployment deployment) {
        String certificate = "The new certificate " + deployment.serial();
        switch (deployment.state()) {
            case TRYING -> page.leaf("p", certificate + " is in use and not verified yet.", "class", "notice");
            case WAITING ->
                Notice.info(certificate
                                + status.windowOpening()
                                        .map(opening -> " waits for the deployment window, which opens at "
                                                + TimeFormat.utc(opening) + ".")
                                        .orElse(" is put in use at the next check."))
                        .write(page);
            case RESTORING, ROLLED_BACK ->
                warning(
                        page,
                        certificate + " was rolled back, because " + deployment.problem()
                                + ". The previous certificate is in use again; the new one is tried again at the next check"
                                + opening() + ".");
        }
    }

    private String opening() {
        return status.windowOpening()
                .map(opening -> " in the deployment window, which opens at " + TimeFormat.utc(opening))
                .orElse("");
    }

    private static void warning(Markup page, String text) {
        page.open("p", "class", "notice error", "role", "alert");
        SettingText.write(page, text);
        page.close();
    }

    private void activity(Markup page) {
        page.leaf("h2", "Current run");
        page.leaf("p", "A run is in progress. This page updates automatically.", "class", "working");
        if (!activity.lines().isEmpty()) {
            page.leaf("pre", String.join("\n", activity.lines()), "class", "log");
        }
        button(page, "cancel", "Cancel");
    }

    private void pending(Markup page, PendingState state, PendingEnrollment pending) {
        Instant deadline = pending.times().deadline();
        page.leaf("h2", "Pending request");
        DefinitionList.open(page)
                .add("Request", pending.kind().id())
                .add(
                        "State",
                        switch (state) {
                            case WAITING -> "waiting for approval by the CA";
                            case UNANSWERED -> "no response from the server yet; sent again by the next run";
                            case OBSOLETE -> "the settings have changed since; discarded by the next run";
                        })
                .add("Transaction", pending.ticket().transactionId().value())
                .add("Waits until", TimeFormat.utc(deadline) + ", " + TimeFormat.relative(status.now(), deadline))
                .close();
        button(page, "clear", "Clear pending request");
    }

    private void state(Markup page) {
        page.leaf("h2", "Certificate");
        status.inUse()
                .map(Credential::certificate)
                .map(certificate -> new ValidityBar(certificate, status.now()))
                .ifPresent(validity -> new ValidityChart(validity, status.renewalDue()).write(page));
        CertificateState state = status.state();
        DefinitionList list = DefinitionList.open(page)
                .addColored("State", state.label(), cssClass(state.condition()))
                .add("Problem", problem());
        status.daysLeft().ifPresent(days -> list.add("Days left", days.toString()));
        status.renewalDue().ifPresent(due -> list.add("Renewal", TimeFormat.utc(due)));
        list.add("Next check", nextCheck()).close();
    }

    private static String cssClass(CertificateState.Condition condition) {
        return switch (condition) {
            case GOOD -> "good";
            case WAITING, NONE -> "calm";
            case DEGRADED -> "degraded";
            case BAD -> "bad";
        };
    }

    private String nextCheck() {
        if (!status.enabled()) {
            return "none (automation is disabled)";
        }
        return activity.next()
                .map(next -> TimeFormat.utc(next) + ", " + TimeFormat.relative(status.now(), next))
                .orElse("at the next start, Apply, or run of check-cert.sh (see crontab)");
    }

    /** The problem of the files behind the state. */
    private String problem() {
        return switch (status.latest()) {
            case LatestCredential.Recovered recovered -> recovered.fault().label() + ": " + recovered.problem();
            case LatestCredential.Unusable unusable -> unusable.problem();
            case LatestCredential.None none -> "";
            case LatestCredential.Whole whole -> "";
        };
    }

    private void details(Markup page, X509Certificate certificate) {
        page.leaf("h2", "Details");
        CertificateText text = CertificateText.of(certificate);
        List<String> usages = new ArrayList<>(text.usages());
        usages.addAll(text.extendedUsages());
        DefinitionList.open(page)
                .add("Subject", text.subject().isEmpty() ? "none" : text.subject())
                .add("Issuer", text.issuer())
                .add("Serial", text.serial())
                .addAll("Names", text.alternativeNames())
                .add("Usages", String.join(", ", usages))
                .add("Key", text.key())
                .add("SHA-256", text.fingerprint(DigestAlgorithm.SHA256))
                .addAll(
                        "Chain",
                        status.chain().stream()
                                .map(issuer -> CertificateText.of(issuer).subject())
                                .toList())
                .close();
    }

    private void buttons(Markup page) {
        page.open("div", "class", "buttons");
        if (!status.enabled()) {
            page.open("p")
                    .text("To enroll: ")
                    .leaf("a", "enable automation", "href", "global#ENABLED")
                    .close();
        } else if (!refreshing()) {
            button(page, "renew", renewal());
        }
        if (status.inUse().isPresent()) {
            page.leaf("a", "Download certificate", "href", "certificate.crt", "download", "certificate.crt");
            if (!status.chain().isEmpty()) {
                page.leaf("a", "Download chain", "href", "chain.crt", "download", "chain.crt");
            }
        }
        page.close();
    }

    private String renewal() {
        return status.deployment()
                .map(Deployment::state)
                .map(state -> switch (state) {
                    case WAITING -> "Put the new certificate in use now";
                    case RESTORING, ROLLED_BACK -> "Try the new certificate again now";
                    case TRYING -> "Verify the new certificate now";
                })
                .orElse(status.inUse().isPresent() ? "Renew now" : "Enroll now");
    }

    private void button(Markup page, String action, String label) {
        page.open("form", "method", "post", "action", action);
        Notice.token(page, formToken);
        page.leaf("button", label, "type", "submit", "id", action).close();
    }

    private void runs(Markup page) {
        List<RunRecord> runs = status.journal().runs();
        page.leaf("h2", "Last runs");
        if (!status.journal().note().isEmpty()) {
            page.leaf("p", status.journal().note(), "class", "error");
        }
        if (runs.isEmpty()) {
            page.leaf("p", "No runs recorded yet.");
            return;
        }
        new RunList(runs.subList(0, Math.min(MAX_RUNS, runs.size())), status.now()).write(page);
    }
}
