package org.scepclient.cli.scepclient;

import org.scepclient.automation.Automation;
import org.scepclient.automation.Equipment;
import org.scepclient.cli.CommandException;
import org.scepclient.journal.RunTrigger;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient run}: the automation as a service. */
final class RunCommand implements Command {

    @Override
    public CommandSpec model() {
        return Options.command(
                "Runs the router app's automation as a service, for systems without cron.",
                "Checks the certificate at once, whenever its renewal is due, and at the interval of the settings. It"
                        + " ends on SIGTERM; a request that waits is gone on with at the next start.");
    }

    @Override
    public int run(Invocation invocation) throws CommandException {
        Equipment equipment = AppOptions.equipment(invocation);
        try (Interruption interruption = Interruption.normalEnd()) {
            new Automation(equipment, equipment.store()).run(RunTrigger.BOOT);
            interruption.finished();
        }
        return SUCCESS;
    }
}
