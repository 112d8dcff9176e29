package org.scepclient.cli.scepclient;

import java.nio.file.Files;
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

/** {@code scepclient reset}: discards a pending request, never the current certificate. */
final class ResetCommand implements Command {
    private static final String CA = "--ca";
    private static final String CAPABILITIES = "--capabilities";

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Discards the router app's pending request.",
                "Deletes the pending request and its key, so that the next check sends a new one. The current key and"
                        + " certificate stay.");
        spec.addOption(Options.flag(CA, "Forget the trusted CA too: the next check has to recognize it again.")
                .build());
        spec.addOption(Options.flag(
                        CAPABILITIES,
                        "Forget the capabilities of the server: after trust.downgrade, if the server was really changed.")
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
            throw new CommandException(ErrorCode.RUN_ACTIVE, "a run is active; wait until it ends, or stop it");
        }
        try (RunLock.Held held = lock.get()) {
            LockedStore locked = store.change(held);
            Optional<PendingEnrollment> pending = store.pending();
            locked.discardPending();
            locked.removeHoldOff();
            if (arguments.has(CA)) {
                boolean trusted = store.ca().isPresent();
                locked.forgetCa();
                report.line(trusted ? "Forgot the trusted CA." : "No CA is trusted yet.");
            }
            if (arguments.has(CA) || arguments.has(CAPABILITIES)) {
                boolean known = Files.exists(locked.offer().file());
                locked.offer().forget();
                report.line(known ? "Forgot the capabilities of the server." : "No capabilities are known.");
            }
            report.line(pending.map(waiting -> "Discarded the pending request, transaction "
                            + waiting.ticket().transactionId() + ".")
                    .orElse("There is no pending request."));
        }
        return SUCCESS;
    }
}
