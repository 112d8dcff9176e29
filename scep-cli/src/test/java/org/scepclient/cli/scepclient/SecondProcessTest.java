package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the same kind on one data directory. */
class SecondProcessTest {
    @TempDir
    Path directory;

    @Test
    void secondServiceEndsAndNamesTheRunningOne() throws Exception {
        set("MOD_SCEPCLIENT_WEB_ADDRESS=\n");
        Process first = start("run");
        try {
            assertThat(CommandProcess.awaitLine(first, "automation is disabled"))
                    .isNotNull();
            assertRefused(
                    start("run"),
                    "another service ('scepclient run') is running (pid " + first.pid()
                            + "); 'scepclient status' shows its next check");
            assertThat(first.isAlive()).isTrue();
            assertThat(exit(start("check"))).isZero();
        } finally {
            end(first);
        }
        assertThat(directory.resolve("data/service")).isEmptyFile();
    }

    @Test
    void secondPageEndsAndNamesTheRunningOne() throws Exception {
        set("MOD_SCEPCLIENT_WEB_ADDRESS=127.0.0.1:0\n");
        Process first = start("web");
        try {
            assertThat(CommandProcess.awaitLine(first, "the page is at https://"))
                    .isNotNull();
            assertRefused(
                    start("web"),
                    "another process serves the page (pid " + first.pid()
                            + "); for a link to it, run 'scepclient web --link'");
            assertThat(first.isAlive()).isTrue();
        } finally {
            end(first);
        }
    }

    /** The service is more than its page, which another process may serve. */
    @Test
    void serviceRunsWithoutThePageThatAnotherProcessServes() throws Exception {
        set("MOD_SCEPCLIENT_WEB_ADDRESS=127.0.0.1:0\n");
        Process page = start("web");
        try {
            assertThat(CommandProcess.awaitLine(page, "the page is at https://"))
                    .isNotNull();
            Process service = start("run");
            try {
                assertThat(CommandProcess.awaitLine(service, "another process serves the page (pid " + page.pid()))
                        .isNotNull();
                assertThat(CommandProcess.awaitLine(service, "automation is disabled"))
                        .isNotNull();
            } finally {
                end(service);
            }
        } finally {
            end(page);
        }
    }

    private void set(String settings) throws Exception {
        Files.writeString(directory.resolve("settings"), settings);
    }

    private Process start(String command) throws Exception {
        return CommandProcess.of(directory, command).start();
    }

    private static void end(Process process) throws Exception {
        process.destroy();
        assertThat(exit(process)).isZero();
    }

    private static int exit(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void assertRefused(Process second, String reason) throws Exception {
        try {
            assertThat(exit(second)).isEqualTo(75);
            assertThat(second.errorReader().readLine())
                    .isEqualTo("scepclient: " + directory.resolve("data") + ": " + reason + " [automation.run-active]");
            assertThat(second.errorReader().readLine()).isNull();
            assertThat(second.inputReader().readLine()).isNull();
        } finally {
            second.destroyForcibly();
        }
    }
}
