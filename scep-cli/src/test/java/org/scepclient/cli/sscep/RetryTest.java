package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.fixture.TestClock;

/** {@code -W}: retries after network failures, at growing intervals, for a limited time. */
class RetryTest {
    @TempDir
    Path dir;

    @Test
    void triesAgainAtGrowingIntervalsUntilTheTimeIsOver() {
        TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
        SscepFixture fixture = new SscepFixture(dir).at(clock);
        fixture.whileSleeping(() -> clock.advance(fixture.sleeps().getLast()));
        CommandRun run = fixture.run("getcaps", "-W", "10", "-u", "http://127.0.0.1:1/");
        assertThat(run.exitCode()).isEqualTo(95);
        assertThat(fixture.sleeps())
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4));
    }

    @Test
    void triesOnceWithoutTheOption() {
        SscepFixture fixture = new SscepFixture(dir);
        assertThat(fixture.run("getcaps", "-u", "http://127.0.0.1:1/").exitCode())
                .isEqualTo(95);
        assertThat(fixture.sleeps()).isEmpty();
    }

    @Test
    void doesNotRepeatWhatTheServerRefused() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(404, "no")) {
            SscepFixture fixture = new SscepFixture(dir);
            CommandRun run = fixture.run("getca", "-W", "10", "-u", server.url("/scep"), "-c", "@ca.crt");
            assertThat(run.exitCode()).isEqualTo(95);
            assertThat(server.requests()).hasSize(1);
        }
    }
}
