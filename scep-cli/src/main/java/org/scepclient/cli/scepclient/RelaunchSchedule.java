package org.scepclient.cli.scepclient;

import java.nio.file.Path;
import java.util.Optional;
import org.scepclient.agent.automation.Automation;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.TextFile;

/**
 * The service without a page, whose launcher waits in its place: the process ends after a check and passes the time of the
 * next one to the launcher, a small shell.
 *
 * @param file file from which the launcher reads the seconds to wait, and a number for the next process
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

    void run(Automation automation) throws StorageException {
        RunTrigger trigger = failed.isPresent() ? RunTrigger.SERVICE : RunTrigger.BOOT;
        ProcessHandle launcher = ProcessHandle.current().parent().orElseGet(ProcessHandle::current);
        Optional<Automation.Pause> rest = automation.runUntilPause(trigger, failed.orElse(0), launcher);
        if (rest.isPresent()) {
            // Rounded up: earlier nothing is due.
            long seconds = rest.get().time().plusSeconds(1).toSeconds();
            TextFile.write(file, FileAccess.SECRET, seconds + " " + rest.get().failed() + "\n");
        }
    }
}
