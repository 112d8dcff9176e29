package org.scepclient.cli.scepclient;

import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.Automation;
import org.scepclient.agent.automation.BackgroundService;
import org.scepclient.agent.automation.ServiceNotifier;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.cli.ShutdownHook;
import org.scepclient.error.ScepException;
import org.scepclient.web.log.RecentLines;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient run}: the automation as a service. */
final class RunCommand implements Command {
    private final BackgroundService service;

    /**
     * @param service runs beside the automation in the same process
     */
    RunCommand(BackgroundService service) {
        this.service = service;
    }

    @Override
    public CommandSpec model() {
        return Options.command(
                "Runs the router app's automation as a service, for systems without cron.",
                "Checks the certificate immediately, whenever its renewal is due, and at the configured interval. Ends"
                        + " on SIGTERM; the next start resumes a pending request.");
    }

    @Override
    public boolean skipsParser() {
        return true;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException {
        AgentContext unlogged = AppOptions.agent(report, context);
        AgentContext agent = unlogged.withLog(RecentLines.of(unlogged.log(), unlogged.clock()));
        try (ShutdownHook hook = new ShutdownHook()) {
            hook.install();
            hook.exitWithSuccess();
            LauncherWatch.begin(agent.log(), context.sleeper());
            Optional<String> socket = Optional.ofNullable(context.environment().get("NOTIFY_SOCKET"));
            Automation automation = new Automation(agent, agent.store(), ServiceNotifier.of(socket, agent.log()));
            Optional<RelaunchSchedule> relaunch = RelaunchSchedule.ofThisProcess();
            if (relaunch.isPresent() && !service.isEnabled(agent)) {
                relaunch.get().run(automation);
            } else {
                automation.run(RunTrigger.BOOT, service);
            }
        }
        return SUCCESS;
    }
}
