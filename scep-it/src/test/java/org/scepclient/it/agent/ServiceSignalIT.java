package org.scepclient.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.it.app.App;
import org.scepclient.it.app.Await;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;
import org.scepclient.it.process.Running;

/** SIGTERM to a service: just started, or between two checks. */
class ServiceSignalIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path PROGRAM = App.packaged().home().resolve("bin/scepclient");

    /**
     * Starts the service, and ends it some seconds after the first command of its launcher, which catches SIGTERM. Before that,
     * the shell that is to become the launcher catches SIGCHLD.
     */
    private static final String START_AND_END = """
            "$1" run & pid=$!
            until grep -q '^SigCgt:.*[4-7c-f]...$' /proc/$pid/status; do :; done
            sleep "$2"
            kill $pid
            wait $pid
            """;

    @TempDir
    Path directory;

    @Test
    void endsItWithSuccessAtAnyMomentOfTheStart() {
        set("WEB_ADDRESS=");
        for (int millis = 0; millis < 500; millis += 20) {
            assertEnds(millis);
        }
    }

    @Test
    void endsItWithSuccessAtAnyMomentOfTheStartWithAPage() {
        set("WEB_ADDRESS=127.0.0.1:0");
        for (int millis = 0; millis < 1200; millis += 80) {
            assertEnds(millis);
        }
    }

    private void set(String setting) {
        here(PROGRAM, "settings", "set", setting).run().mustSucceed();
    }

    private void assertEnds(int millis) {
        Finished ended =
                here("sh", "-c", START_AND_END, "sh", PROGRAM, millis / 1000.0).run();
        assertThat(ended.exit())
                .as("after %d ms: %s", millis, ended.everything())
                .isZero();
        assertThat(ended.err()).as("after %d ms", millis).doesNotContain("Terminated");
    }

    /** Between two checks, where the launcher waits by a program of the system; each shell has its own words for its end. */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "busybox sh"})
    void endsItWithoutAWordWhileItWaitsForTheNextCheck(String shell) {
        set("WEB_ADDRESS=");
        try (Running service =
                here((Object[]) shell.split(" ")).and(PROGRAM, "run").start()) {
            Await.until(LIMIT, () -> Router.sleeps(service), "the end of the check");
            Command.of("kill", service.pid()).run().mustSucceed();
            assertThat(service.awaitExit(LIMIT).mustSucceed().err())
                    .contains("automation is disabled")
                    .doesNotContain("Terminated");
        }
    }

    private Command here(Object... words) {
        return Command.of(words)
                .with("SCEPCLIENT_DATA", directory.resolve("data"))
                .with("SCEPCLIENT_SETTINGS", directory.resolve("settings"));
    }
}
