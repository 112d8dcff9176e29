package org.scepclient.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.store.RunLock;

/** The status page while a run waits for a server that cannot be reached. */
class OutagePageTest {
    @TempDir
    Path directory;

    @Test
    void showsTheCauseAndTheNextAttemptUntilTheServerAnswers() throws Exception {
        try (PageDevice device = PageDevice.in(directory);
                RunLock.Held run = device.store().lock().tryAcquire().orElseThrow()) {
            run.waiting(new RunLock.Outage(Instant.parse("2026-06-01T00:10:00Z"), "http://ca: <refused>"));
            assertThat(device.loggedIn().get("status").body())
                    .contains(
                            "The server cannot be reached: http://ca: &lt;refused&gt;. Next attempt: <time datetime=\"2026-06-01T00:10:00Z\">2026-06-01 00:10");
            run.working();
            assertThat(device.loggedIn().get("status").body()).doesNotContain("cannot be reached");
        }
    }
}
