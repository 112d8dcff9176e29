package org.scepclient.it.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.scepclient.it.app.Programs;

/** A command whose clock is not this machine's: libfaketime. */
public final class OtherTime {

    private OtherTime() {}

    /** The command, in a process where the time is later by {@code shift}, or earlier if that is negative. */
    public static Command later(Duration shift, Command command) {
        Path faketime = Programs.require("faketime", "faketime");
        String seconds = (shift.isNegative() ? "" : "+") + shift.toSeconds() + "s";
        return command.startedBy(List.of(faketime.toString(), "-f", seconds))
                // Waiting goes on as usual, and files have the times that they have.
                .with("FAKETIME_DONT_FAKE_MONOTONIC", 1)
                .with("NO_FAKE_STAT", 1);
    }
}
