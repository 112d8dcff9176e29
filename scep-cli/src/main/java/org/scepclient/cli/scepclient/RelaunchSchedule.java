package org.scepclient.cli.scepclient;

import java.nio.file.Path;
import java.util.Optional;
import org.scepclient.agent.automation.Automation;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.store.ServiceState;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.TextFile;

/**
 * The service without a page, whose launcher waits in its place: the process ends after a check and passes the time of the
 * next one to the launcher, a small shell.
 *
 * @param file file from which the launcher reads the seconds to wait, a number for the next process, and the file that it keeps
 *     open meanwhile, by which other processes know that the service is running
 * @param failed that number: how many checks in a row have failed; empty at the first start
 */
record RelaunchSchedule(Path file, Optional<Integer> failed) {

    /** The schedule in the system properties; empty if another launcher started this process. */
    static Optional<RelaunchSchedule> ofThisProcess() {
        String before = System.getProperty("scepclient.failed", "");
        return Optional.ofNullable(System.getProperty("scepclient.rest"))
                .map(file -> new RelaunchSchedule(
                        Path.of(file), before.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(before))));
    }

    /** Runs the automation until the launcher waits in place of this process; without space for the file, this process waits. */
    void run(Automation automation) throws StorageException {
        RunTrigger trigger = failed.isPresent() ? RunTrigger.SERVICE : RunTrigger.BOOT;
        Optional<Automation.Pause> rest = automation.runUntilPause(trigger, failed.orElse(0));
        while (rest.isPresent() && !passed(rest.get(), automation)) {
            try {
                automation.context().sleeper().sleep(rest.get().time());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            rest = automation.runUntilPause(RunTrigger.SERVICE, rest.get().failed());
        }
    }

    private boolean passed(Automation.Pause rest, Automation automation) {
        ServiceState service = automation.store().service();
        try {
            // Rounded up: earlier nothing is due.
            long seconds = rest.time().plusSeconds(1).toSeconds();
            TextFile.write(file, FileAccess.SECRET, seconds + " " + rest.failed() + " " + service.file() + "\n");
            service.passTo(
                    ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L));
            return true;
        } catch (StorageException e) {
            automation
                    .context()
                    .log()
                    .warning("this process waits for the next check, since the launcher cannot: " + e.getMessage());
            return false;
        }
    }
}
