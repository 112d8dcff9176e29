package org.scepclient.it.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.scepclient.it.app.Programs;

/** Runs commands under a shifted clock, with libfaketime. */
public final class FakeTime {

    private FakeTime() {}

    /** The command with a clock that is fast by {@code shift}, or slow if that is negative. */
    public static Command later(Duration shift, Command command) {
        Path faketime = Programs.require("faketime", "faketime");
        String seconds = (shift.isNegative() ? "" : "+") + shift.toSeconds() + "s";
        return command.startedBy(List.of(faketime.toString(), "-f", seconds))
                // Does not affect waiting or the timestamps of files.
                .with("FAKETIME_DONT_FAKE_MONOTONIC", 1)
                .with("NO_FAKE_STAT", 1);
    }
}
