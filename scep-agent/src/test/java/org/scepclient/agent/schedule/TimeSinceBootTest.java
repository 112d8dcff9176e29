package org.scepclient.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeSinceBootTest {
    private static final String BOOT = "0f4f4d9c-6f5b-4d1e-9a55-0d7b1f2b7a10";

    @TempDir
    Path proc;

    @Test
    void isReadFromLinux() throws Exception {
        write("uptime", "42191.44 29497.25\n");
        write("sys/kernel/random/boot_id", BOOT + "\n");
        assertThat(TimeSinceBoot.in(proc)).isEqualTo(new TimeSinceBoot(BOOT, Duration.ofMillis(42_191_440)));
    }

    @Test
    void isTheTimeOfDayElsewhere() throws Exception {
        assertThat(TimeSinceBoot.in(proc).boot()).isEqualTo("clock");
        write("uptime", "unknown\n");
        write("sys/kernel/random/boot_id", BOOT + "\n");
        assertThat(TimeSinceBoot.in(proc).boot()).isEqualTo("clock");
    }

    private void write(String name, String content) throws Exception {
        Path file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
