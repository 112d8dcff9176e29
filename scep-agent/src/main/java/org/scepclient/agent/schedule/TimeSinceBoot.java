package org.scepclient.agent.schedule;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The time since the device was booted.
 *
 * @param boot identifies the boot; lower-case letters, digits and hyphens
 */
public record TimeSinceBoot(String boot, Duration time) {
    private static final int MILLIS = 1000;

    /** Without the files of Linux, this is the time of day, and the identifier is {@code clock}. */
    static TimeSinceBoot in(Path proc) {
        try {
            String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id"), US_ASCII)
                    .strip();
            // proc(5): the first number of uptime is the time since the boot in seconds.
            String seconds =
                    Files.readString(proc.resolve("uptime"), US_ASCII).strip().split(" ", 2)[0];
            if (boot.matches("[0-9a-f-]{36}") && seconds.matches("[0-9]{1,12}([.][0-9]{1,9})?")) {
                return new TimeSinceBoot(boot, Duration.ofMillis((long) (Double.parseDouble(seconds) * MILLIS)));
            }
        } catch (IOException e) {
            // Not Linux.
        }
        return new TimeSinceBoot("clock", Duration.ofMillis(System.currentTimeMillis()));
    }
}
