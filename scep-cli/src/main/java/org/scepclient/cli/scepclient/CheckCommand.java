package org.scepclient.cli.scepclient;

import java.util.Arrays;
import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.CertificateCheck;
import org.scepclient.agent.automation.CheckResult;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.cli.CommandException;
import org.scepclient.error.ErrorCode;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient check}: one run of the automation. {@code scepclient renew} is one that does not wait until it is due. */
final class CheckCommand implements Command {
    private static final String TRIGGER = "--trigger";
    private static final String ANEW = "--anew";

    private final boolean now;

    /**
     * @param now whether the certificate is renewed although it is not due
     */
    CheckCommand(boolean now) {
        this.now = now;
    }

    @Override
    public CommandSpec model() {
        CommandSpec spec = now
                ? Options.command(
                        "Renews the router app's certificate now.",
                        "Renews the certificate in use although it is not due yet; without one, enrolls.")
                : Options.command(
                        "Checks the router app's certificate: enrolls or renews it where that is due.",
                        "Does what the settings ask for: enrolls where there is no certificate, renews it in time, goes"
                                + " on with a request that waits, runs the scripts. One such run works at a time.");
        if (now) {
            spec.addOption(Options.flag(
                            ANEW,
                            "Enroll as for the first time, by the settings of now: for a changed subject, or a CA that"
                                    + " renews nothing.")
                    .build());
        }
        spec.addOption(
                Options.value(TRIGGER, "WORD", "What started the run, for the journal: boot, apply, timer, person.")
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
    public int run(Invocation invocation) throws CommandException {
        AgentContext context = AppOptions.context(invocation);
        CheckResult result;
        try (Interruption interruption = Interruption.onSignal()) {
            result = new CertificateCheck(context, context.store()).run(trigger(invocation), mode(invocation));
            interruption.finished();
        }
        Optional<ErrorCode> error = result.error();
        invocation.report().facts().put("message", result.message());
        error.ifPresent(code -> invocation.report().facts().put("code", code.id()));
        return error.map(ErrorCode::exitCode).orElse(SUCCESS);
    }

    private CertificateCheck.Mode mode(Invocation invocation) {
        if (!now) {
            return CertificateCheck.Mode.WHAT_IS_DUE;
        }
        return invocation.has(ANEW) ? CertificateCheck.Mode.NEW_ENROLLMENT : CertificateCheck.Mode.RENEWAL;
    }

    private static RunTrigger trigger(Invocation invocation) throws CommandException {
        String word = invocation.text(TRIGGER).orElse(RunTrigger.PERSON.id());
        return Arrays.stream(RunTrigger.values())
                .filter(trigger -> trigger.id().equals(word))
                .findFirst()
                .orElseThrow(() -> CommandException.usage(
                        TRIGGER + ": '" + word + "' is not known; give boot, apply, timer, person or service"));
    }
}
