package org.scepclient.cli.scepclient;

import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.Automation;
import org.scepclient.agent.automation.BackgroundService;
import org.scepclient.agent.automation.ServiceNotifier;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.cli.CommandException;
import org.scepclient.error.ScepException;
import org.scepclient.web.log.RecentLines;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient run}: the automation as a service. */
final class RunCommand implements Command {
    private final BackgroundService service;

    /**
     * @param service what runs beside the automation in the same process
     */
    RunCommand(BackgroundService service) {
        this.service = service;
    }

    @Override
    public CommandSpec model() {
        return Options.command(
                "Runs the router app's automation as a service, for systems without cron.",
                "Checks the certificate at once, whenever its renewal is due, and at the interval of the settings. It"
                        + " ends on SIGTERM; a request that waits is gone on with at the next start.");
    }

    @Override
    public boolean skipsParser() {
        return true;
    }

    @Override
    public int run(Invocation invocation) throws ScepException, CommandException {
        AgentContext told = AppOptions.context(invocation);
        AgentContext context = told.withLog(RecentLines.of(told.log(), told.clock()));
        try (Interruption interruption = Interruption.normalEnd()) {
            Optional<String> supervisor =
                    Optional.ofNullable(invocation.surroundings().environment().get("NOTIFY_SOCKET"));
            ServiceNotifier notice = ServiceNotifier.of(supervisor, context.log());
            Automation automation = new Automation(context, context.store(), notice);
            Optional<RelaunchSchedule> resting = RelaunchSchedule.ofThisProcess();
            if (resting.isPresent() && !service.isEnabled(context)) {
                resting.get().run(automation);
            } else {
                automation.run(RunTrigger.BOOT, service);
            }
            interruption.finished();
        }
        return SUCCESS;
    }
}
