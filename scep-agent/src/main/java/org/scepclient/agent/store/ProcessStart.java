package org.scepclient.agent.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * When a process started, to be compared only. On Linux these are the kernel's clock ticks since the boot: they stay the
 * same when the device's clock is set, and the app's shell scripts read them too ({@code lib/app.sh}). Elsewhere it is the
 * time of day.
 */
public final class ProcessStart {
    /** proc(5): field 22 of {@code stat}, counted from the state, which is field 3. */
    private static final int START = 22 - 3;

    private ProcessStart() {}

    /** Empty if the system does not report it, for example because the process has ended. */
    public static String of(ProcessHandle process) {
        try {
            String stat = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
            // Field 2, the program's name in parentheses, may contain anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            return fields.length > START ? fields[START] : "";
        } catch (IOException e) {
            return process.info().startInstant().map(Instant::toString).orElse("");
        }
    }
}
