package org.scepclient.cli.scepclient;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.CertificateCheck;
import org.scepclient.agent.automation.CheckResult;
import org.scepclient.agent.automation.Status;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.settings.SettingsException;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.cli.ShutdownHook;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient check} and {@code scepclient renew}: one run of the automation. */
final class CheckCommand implements Command {
    private static final String TRIGGER = "--trigger";
    private static final String ANEW = "--anew";

    private final boolean now;

    /**
     * @param now whether to renew the certificate before it is due
     */
    CheckCommand(boolean now) {
        this.now = now;
    }

    @Override
    public CommandSpec model() {
        CommandSpec spec = now
                ? Options.command(
                        "Renews the router app's certificate now.",
                        "Renews the current certificate before it is due; enrolls if there is none.")
                : Options.command(
                        "Checks the router app's certificate: enrolls or renews it if due.",
                        "Applies the settings: enrolls if there is no certificate, renews it in time, resumes a pending"
                                + " request, runs the scripts. Only one run is active at a time.");
        if (now) {
            spec.addOption(Options.flag(
                            ANEW,
                            "Enroll as for the first time, with the current settings: after a change of the subject, or for a"
                                    + " CA without renewal.")
                    .build());
        }
        spec.addOption(Options.value(
                        TRIGGER, "WORD", "Trigger of the run, for the journal: boot, apply, timer, person, service.")
                .hidden(true)
                .build());
        spec.addOption(Options.json());
        return spec;
    }

    @Override
    public boolean skipsParser() {
        return true;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException {
        AgentContext agent = AppOptions.agent(report, context);
        CheckResult result;
        try (ShutdownHook hook = new ShutdownHook()) {
            hook.install();
            result = new CertificateCheck(agent, agent.store()).run(trigger(arguments), mode(arguments));
        }
        if (result instanceof CheckResult.Failed failed && failed.code() == ErrorCode.ARGUMENT) {
            showPlaces(report, agent);
        }
        Optional<ErrorCode> error = result.error();
        report.facts().put("message", result.message());
        if (report.isJson()) {
            report.facts()
                    .putStrings("deviations", Status.read(agent, agent.store()).deviations());
        }
        error.ifPresent(code -> report.facts().put("code", code.id()));
        return error.map(ErrorCode::exitCode).orElse(SUCCESS);
    }

    /** Shows the wrong parts of the settings below the line of the failed run. */
    private static void showPlaces(Report report, AgentContext agent) throws ScepException {
        try {
            agent.settingsFile().settings();
        } catch (SettingsException e) {
            e.problems().forEach(problem -> problem.snippet().ifPresent(report::place));
        }
    }

    private CertificateCheck.Mode mode(Arguments arguments) {
        if (!now) {
            return CertificateCheck.Mode.WHAT_IS_DUE;
        }
        return arguments.has(ANEW) ? CertificateCheck.Mode.NEW_ENROLLMENT : CertificateCheck.Mode.RENEWAL;
    }

    private static RunTrigger trigger(Arguments arguments) throws CommandException {
        String word = arguments.text(TRIGGER).orElse(RunTrigger.PERSON.id());
        return Arrays.stream(RunTrigger.values())
                .filter(trigger -> trigger.id().equals(word))
                .findFirst()
                .orElseThrow(() -> Options.unexpected(
                        TRIGGER,
                        Stream.of(RunTrigger.values()).map(RunTrigger::id).toList(),
                        word));
    }
}
