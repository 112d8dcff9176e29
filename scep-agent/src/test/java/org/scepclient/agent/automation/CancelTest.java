package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.journal.RunResult;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.settings.Setting;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.service.Approval;

/** A person ends a run. */
class CancelTest {
    @TempDir
    Path directory;

    private AgentFixture device;

    @BeforeEach
    void unpack() throws Exception {
        device = new AgentFixture(directory);
    }

    @Test
    void serviceChecksAgainAtTheRegularTimeAndTheRequestStays() throws Exception {
        CountDownLatch polling = new CountDownLatch(1);
        device.whileAsleep(duration -> {
            polling.countDown();
            new CountDownLatch(1).await();
        });
        try (TestCa ca = ca(Approval.MANUAL)) {
            device.configured(ca.url());
            Automation automation = new Automation(device.context(), device.store(), ServiceNotifier.none());
            FutureTask<CheckResult> check = start(() -> automation.check(RunTrigger.SERVICE));
            assertThat(polling.await(1, TimeUnit.MINUTES)).isTrue();
            automation.cancelCheck(Duration.ofMinutes(1));
            assertThat(check.get(1, TimeUnit.MINUTES)).isInstanceOf(CheckResult.Cancelled.class);
            assertThat(automation.next()).isAfter(device.clock().instant().plus(Duration.ofHours(12)));
            assertThat(device.status().pending()).isPresent();
            assertThat(lastRun().result()).isEqualTo(RunResult.CANCELLED);
            assertThat(lastRun().reason()).contains("cancelled by the operator");

            String transaction = transaction();
            device.whileAsleep(duration -> {});
            ca.approve(ca.pending().getFirst().transactionId());
            assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
            assertThat(device.log()).anyMatch(line -> line.contains("result of transaction " + transaction));
        }
    }

    @Test
    void scriptIsEndedWithAllItsProcessesAndRunAgainAtTheNextCheck() throws Exception {
        Path started = directory.resolve("started");
        try (TestCa ca = ca(Approval.AUTO)) {
            device.configured(ca.url());
            device.script(Setting.SUCCESS_SCRIPT_B64, "echo $$ >>'" + started + "'; sleep 300; exit 1");
            CertificateCheck run = new CertificateCheck(device.context(), device.store());
            Thread[] thread = new Thread[1];
            FutureTask<CheckResult> result =
                    new FutureTask<>(() -> run.run(RunTrigger.PERSON, CertificateCheck.Mode.WHAT_IS_DUE));
            thread[0] = new Thread(result);
            thread[0].start();
            long limit = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while ((!Files.exists(started) || Files.size(started) == 0) && System.nanoTime() < limit) {
                Thread.onSpinWait();
            }
            long shell = Long.parseLong(Files.readString(started).strip());
            run.cancel();
            thread[0].interrupt();
            assertThat(result.get(1, TimeUnit.MINUTES)).isInstanceOf(CheckResult.Cancelled.class);
            assertThat(ProcessHandle.of(shell).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(lastRun().result()).isEqualTo(RunResult.CANCELLED);

            device.script(Setting.SUCCESS_SCRIPT_B64, "echo again >>'" + started + "'");
            assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
            assertThat(started).content().endsWith("again\n");
        }
    }

    private TestCa ca(Approval approval) throws Exception {
        return TestCa.start(
                TestCaConfig.builder().clock(device.clock()).approval(approval).build());
    }

    private static FutureTask<CheckResult> start(java.util.concurrent.Callable<CheckResult> check) {
        FutureTask<CheckResult> task = new FutureTask<>(check);
        new Thread(task).start();
        return task;
    }

    private RunRecord lastRun() {
        return device.status().lastRun().orElseThrow(() -> new AssertionError(String.join("\n", device.log())));
    }

    private String transaction() {
        return device.status().pending().orElseThrow().ticket().transactionId().value();
    }
}
