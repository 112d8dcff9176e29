package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.journal.RunResult;
import org.scepclient.error.ErrorCode;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.fixture.UnusedPort;

/** A run that ends with an exception of a defect. */
class UnexpectedExceptionTest {
    @TempDir
    Path directory;

    @Test
    void recordsAnUnexpectedExceptionAsAFailure() throws Exception {
        AgentFixture device = new AgentFixture(directory);
        device.configured("http://127.0.0.1:" + UnusedPort.find() + "/scep").whileAsleep(duration -> {
            throw new IllegalStateException("a defect");
        });
        CheckResult.Failed failed = (CheckResult.Failed) device.check();
        assertThat(failed.message())
                .startsWith("internal error, please report it: IllegalStateException at UnexpectedExceptionTest.java:");
        device.whileAsleep(duration -> {
            throw new StackOverflowError();
        });
        assertThat(device.check().error()).contains(ErrorCode.MALFORMED);
        assertThat(device.context().journal().read().runs())
                .extracting(RunRecord::result)
                .containsExactly(RunResult.FAILED, RunResult.FAILED);
        assertThat(device.store().lock().tryAcquire()).as("the lock").isPresent();
    }
}
