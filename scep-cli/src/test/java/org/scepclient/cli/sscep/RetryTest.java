package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.fixture.TestClock;

/** {@code -W}: network failures are tried again, at growing intervals, for a limited time. */
class RetryTest {
    @TempDir
    Path dir;

    @Test
    void triesAgainAtGrowingIntervalsUntilTheTimeIsOver() {
        TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
        SscepFixture bench = new SscepFixture(dir).at(clock);
        bench.whileSleeping(() -> clock.advance(bench.sleeps().getLast()));
        CommandRun run = bench.run("getcaps", "-W", "10", "-u", "http://127.0.0.1:1/");
        assertThat(run.exitCode()).isEqualTo(95);
        assertThat(bench.sleeps())
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4));
    }

    @Test
    void triesOnceWithoutTheOption() {
        SscepFixture bench = new SscepFixture(dir);
        assertThat(bench.run("getcaps", "-u", "http://127.0.0.1:1/").exitCode()).isEqualTo(95);
        assertThat(bench.sleeps()).isEmpty();
    }

    @Test
    void doesNotRepeatWhatTheServerRefused() throws Exception {
        try (PlainServer server = PlainServer.answering(404, "no")) {
            SscepFixture bench = new SscepFixture(dir);
            CommandRun run = bench.run("getca", "-W", "10", "-u", server.url(), "-c", "@ca.crt");
            assertThat(run.exitCode()).isEqualTo(95);
            assertThat(server.requests()).hasSize(1);
        }
    }
}
