package org.scepclient.cli.scepclient;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.PendingState;
import org.scepclient.agent.automation.Status;
import org.scepclient.agent.automation.StatusJson;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.Deployment;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.certificate.CertificateText;
import org.scepclient.certificate.ValidityBar;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient status}: the state of the automation. */
final class StatusCommand implements Command {

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Shows the state of the router app's automation.",
                "The first two lines are those of the app's documentation; then the current certificate, the next due"
                        + " check, and the last run.");
        spec.addOption(Options.json());
        return spec;
    }

    @Override
    public boolean skipsParser() {
        return true;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws CommandException {
        AgentContext agent = AppOptions.agent(report, context);
        Status status = Status.read(agent, agent.store());
        if (report.isJson()) {
            new StatusJson(status).addTo(report.facts());
            return SUCCESS;
        }
        report.line(status.moduleLine());
        report.line(status.certificateLine());
        report.line("state:      " + status.state().label());
        status.inUse().ifPresent(credential -> certificate(report, status, credential));
        if (!status.problem().isEmpty()) {
            report.line("problem:    " + status.problem());
        }
        status.run().ifPresent(run -> report.line("now:        a run is active (pid " + run.pid() + ")"));
        status.outage()
                .ifPresent(outage ->
                        report.line("no answer:  " + outage.cause() + "; next attempt at " + time(outage.next())));
        if (status.enabled()) {
            report.line(
                    "next check: " + status.nextCheck().map(StatusCommand::time).orElse("not scheduled"));
        }
        status.pendingState()
                .ifPresent(state -> pending(report, state, status.pending().orElseThrow()));
        status.refusedCa()
                .ifPresent(run -> report.line("refused:    the server sent another CA; if the CA was really replaced,"
                        + " compare its fingerprint in the last run with that from the CA's administrator, and set "
                        + Setting.CA_FINGERPRINT.key()));
        status.holdOff()
                .ifPresent(holdOff -> report.line("held off:   no request before " + time(holdOff.until())
                        + ", because the last certificate was not accepted: " + holdOff.reason()));
        status.deployment().ifPresent(deployment -> report.line("new:        " + deployment(status, deployment)));
        status.lastRun().ifPresent(run -> lastRun(report, run));
        return SUCCESS;
    }

    private static void certificate(Report report, Status status, Credential credential) {
        var certificate = credential.certificate();
        report.line("subject:    " + CertificateText.of(certificate).subjectOrNames());
        report.line("issuer:     " + certificate.getIssuerX500Principal());
        report.line("valid:      " + certificate.getNotBefore().toInstant() + " to "
                + certificate.getNotAfter().toInstant() + ", "
                + new ValidityBar(certificate, status.now()).words());
        var text = CertificateText.of(certificate);
        report.line("usage:      "
                + String.join(
                        ", ",
                        Stream.concat(text.usages().stream(), text.extendedUsages().stream())
                                .toList()));
        status.deviations().forEach(deviation -> report.line("differs:    " + deviation));
        if (!status.changedSettings().isEmpty()) {
            report.line("changed:    requested with other values of "
                    + status.changedSettings().stream().map(Setting::key).collect(Collectors.joining(", "))
                    + "; to enroll with the new ones now, run 'scepclient renew --anew'");
        }
        status.move().ifPresent(move -> report.line("moving:     " + move.text()));
        status.scriptFailure().ifPresent(reason -> report.line("script:     " + reason));
        Optional<Instant> due = status.renewalDue();
        due.ifPresent(when -> report.line("renewal:    " + time(when)));
    }

    private static void pending(Report report, PendingState state, PendingEnrollment pending) {
        String transaction = "transaction " + pending.ticket().transactionId();
        report.line(
                switch (state) {
                    case WAITING ->
                        "waiting:    " + transaction + ", until "
                                + time(pending.times().deadline());
                    case UNANSWERED -> "unanswered: " + transaction + "; the next run sends it again";
                    case OBSOLETE ->
                        "obsolete:   " + transaction + "; the settings have changed, and the next run discards it";
                });
    }

    private static String deployment(Status status, Deployment deployment) {
        String certificate = "certificate " + deployment.serial();
        String opening = status.windowOpening()
                .map(time -> ", in the deployment window that opens at " + time(time))
                .orElse("");
        return switch (deployment.state()) {
            case TRYING -> certificate + " is in use and not verified yet";
            case WAITING -> certificate + " is put in use at the next check" + opening + "; now: scepclient renew";
            case RESTORING, ROLLED_BACK ->
                certificate + " was rolled back, because " + deployment.problem()
                        + "; it is tried again at the next check" + opening + "; now: scepclient renew";
        };
    }

    /** The time without fractions of a second. */
    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void lastRun(Report report, RunRecord run) {
        report.line("last run:   " + time(run.ended()) + " " + run.kind().id() + " "
                + run.result().id()
                + (run.reason().isEmpty() ? "" : ": " + run.reason()));
    }
}
