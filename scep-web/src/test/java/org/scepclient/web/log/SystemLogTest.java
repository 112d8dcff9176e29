package org.scepclient.web.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemLogTest {
    @TempDir
    Path directory;

    @Test
    void showsOnlyTheAppsLinesWithoutControlCharacters() throws Exception {
        Path file = directory.resolve("messages");
        Files.writeString(file, """
                Nov 25 10:00:00 router pppd[7]: password secret
                Nov 25 10:00:01 router scepClient: enrolling \u001b[31mred
                Nov 25 10:00:02 router scepClient[812]: done
                Nov 25 10:00:03 router other: about scepClient
                """);
        SystemLog.Content content = new SystemLog(file).read();
        assertThat(content.lines())
                .containsExactly(
                        "Nov 25 10:00:01 router scepClient: enrolling  [31mred".replace("  ", " "),
                        "Nov 25 10:00:02 router scepClient[812]: done");
        assertThat(content.note()).isEmpty();
    }

    @Test
    void reportsAMissingLog() {
        assertThat(new SystemLog(directory.resolve("none")).read().note())
                .contains("does not exist or is not readable");
    }
}
