package org.scepclient.cli.scepclient;

import java.util.Optional;
import org.scepclient.automation.Automation;
import org.scepclient.automation.Companion;
import org.scepclient.automation.Equipment;
import org.scepclient.automation.ServiceNotice;
import org.scepclient.cli.CommandException;
import org.scepclient.error.ScepException;
import org.scepclient.journal.RunTrigger;
import org.scepclient.web.reading.RecentLines;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient run}: the automation as a service. */
final class RunCommand implements Command {
    private final Companion companion;

    /**
     * @param companion what runs beside the automation in the same process
     */
    RunCommand(Companion companion) {
        this.companion = companion;
    }

    @Override
    public CommandSpec model() {
        return Options.command(
                "Runs the router app's automation as a service, for systems without cron.",
                "Checks the certificate at once, whenever its renewal is due, and at the interval of the settings. It"
                        + " ends on SIGTERM; a request that waits is gone on with at the next start.");
    }

    @Override
    public boolean goesWithoutArguments() {
        return true;
    }

    @Override
    public int run(Invocation invocation) throws ScepException, CommandException {
        Equipment told = AppOptions.equipment(invocation);
        Equipment equipment = told.withLog(RecentLines.of(told.log(), told.clock()));
        try (Interruption interruption = Interruption.normalEnd()) {
            Optional<String> supervisor =
                    Optional.ofNullable(invocation.surroundings().environment().get("NOTIFY_SOCKET"));
            ServiceNotice notice = ServiceNotice.of(supervisor, equipment.log());
            Automation automation = new Automation(equipment, equipment.store(), notice);
            Optional<Resting> resting = Resting.ofThisProcess();
            if (resting.isPresent() && !companion.isWanted(equipment)) {
                resting.get().run(automation);
            } else {
                automation.run(RunTrigger.BOOT, companion);
            }
            interruption.finished();
        }
        return SUCCESS;
    }
}
