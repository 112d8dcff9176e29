package org.scepclient.cli.scepclient;

import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.LockedStore;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.agent.store.RunLock;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient reset}: forgets what was begun, never what is in use. */
final class ResetCommand implements Command {
    private static final String CA = "--ca";
    private static final String CAPABILITIES = "--capabilities";

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Forgets the router app's request that waits.",
                "The request and its key are forgotten, so that the next check asks anew. The key and the certificate in"
                        + " use stay.");
        spec.addOption(Options.flag(CA, "Forget the trusted CA too: the next check recognises it anew.")
                .build());
        spec.addOption(Options.flag(
                        CAPABILITIES,
                        "Forget what the server has offered, after trust.downgrade for a server that was really changed.")
                .build());
        spec.addOption(Options.json());
        return spec;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException {
        AgentContext agent = AppOptions.agent(report, context);
        CertificateStore store = agent.store();
        Optional<RunLock.Held> lock = store.lock().tryAcquire();
        if (lock.isEmpty()) {
            throw new CommandException(ErrorCode.RUN_ACTIVE, "a run is active; wait for its end, or end it");
        }
        try (RunLock.Held held = lock.get()) {
            LockedStore locked = store.change(held);
            Optional<PendingEnrollment> pending = store.pending();
            locked.discardPending();
            if (arguments.has(CA)) {
                locked.forgetCa();
                report.line("The trusted CA is forgotten.");
            }
            if (arguments.has(CA) || arguments.has(CAPABILITIES)) {
                locked.offer().forget();
                report.line("What the server has offered is forgotten.");
            }
            report.line(pending.map(waiting -> "Transaction " + waiting.ticket().transactionId() + " is forgotten.")
                    .orElse("No request was waiting."));
        }
        return SUCCESS;
    }
}
