package org.scepclient.agent.automation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.RunLock;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.StorageException;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.service.Approval;

class AutomationTest {
    private static final String DISABLED = "automation is disabled; nothing was done; enable it on the page, or with"
            + " 'scepclient settings set ENABLED=1'";
    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    @TempDir
    Path directory;

    private AgentFixture device;
    private final List<String> notified = new ArrayList<>();

    @BeforeEach
    void unpack() throws Exception {
        device = new AgentFixture(directory);
    }

    @AfterEach
    void clearTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void stopsTheBackgroundServiceWhenInterrupted() throws Exception {
        Automation automation = new Automation(device.context(), device.store(), interruptedAfter(1));
        automation.run(RunTrigger.BOOT, owner -> {
            notified.add("service of " + (owner == automation ? "this" : "another"));
            return () -> notified.add("service closed");
        });
        assertThat(notified).hasSize(5).startsWith("service of this", "ready").endsWith("stopping", "service closed");
        assertThat(notified.get(2)).startsWith(DISABLED + "; next check at ").matches(".* at [-0-9T:]+Z");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void checksAtOnceWhenWoken() throws Exception {
        Automation automation = new Automation(device.context(), device.store(), interruptedAfter(2));
        automation.run(RunTrigger.BOOT, owner -> {
            owner.wake();
            return () -> {};
        });
        assertThat(device.log()).containsExactly(DISABLED, DISABLED);
    }

    @Test
    void continuesWhenACheckThatWaitsForApprovalIsInterrupted() throws Exception {
        CountDownLatch polling = new CountDownLatch(1);
        device.whileAsleep(duration -> {
            polling.countDown();
            // Waits for the interrupt.
            new CountDownLatch(1).await();
        });
        try (TestCa ca = TestCa.start(TestCaConfig.builder()
                .clock(device.clock())
                .approval(Approval.MANUAL)
                .build())) {
            device.configured(ca.url());
            Automation automation = new Automation(device.context(), device.store(), interruptedAfter(2));
            FutureTask<Boolean> service = new FutureTask<>(() -> {
                automation.run(RunTrigger.BOOT, BackgroundService.none());
                return Thread.interrupted();
            });
            Thread thread = new Thread(service);
            thread.start();
            assertThat(polling.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(automation.store().lock().tryAcquire()).isEmpty();

            automation.endCheck(Duration.ofMinutes(1));
            try (RunLock.Held held = automation.store().lock().tryAcquire().orElseThrow()) {
                automation.store().change(held).discardPending();
            }
            assertThat(service.isDone()).isFalse();
            assertThat(device.status().pending()).isEmpty();
            thread.interrupt();
            assertThat(service.get(1, TimeUnit.MINUTES)).as("interrupted").isTrue();
        }
    }

    @Test
    void restsUntilTheNextCheckAndKeepsCountingFailures() throws Exception {
        Files.createDirectory(device.paths().data(), OWNER_ALONE);
        Automation automation = new Automation(device.context(), device.store(), ServiceNotifier.none());
        Automation.Pause rest = automation.runUntilPause(RunTrigger.BOOT, 0).orElseThrow();
        assertThat(rest.failed()).isZero();
        assertThat(rest.time()).isBetween(Duration.ofHours(21), Duration.ofHours(27));
        assertThat(device.status().nextCheck()).contains(automation.next());

        automation.store().service().passTo(ProcessHandle.current().pid());
        device.set(Setting.ENABLED, "1");
        Automation again = new Automation(device.context(), device.store(), ServiceNotifier.none());
        assertThat(again.runUntilPause(RunTrigger.SERVICE, 6))
                .map(Automation.Pause::failed)
                .contains(7);
    }

    @Test
    void doesNotRestWhenInterrupted() throws Exception {
        Automation automation = new Automation(device.context(), device.store(), interruptedAfter(1));
        assertThat(automation.runUntilPause(RunTrigger.BOOT, 0)).isEmpty();
        assertThat(notified).startsWith("ready").endsWith("stopping");
        assertThat(device.status().nextCheck()).isEmpty();
    }

    @Test
    void publishesTheNextCheckWhileItRuns() throws Exception {
        device.set(Setting.URL, "http://ca.example/scep");
        Files.createDirectory(device.paths().data(), OWNER_ALONE);
        List<Optional<Instant>> seen = new ArrayList<>();
        List<String> json = new ArrayList<>();
        ServiceNotifier ending = interruptedAfter(
                1, () -> json.add(new StatusJson(device.status()).object().toString()));
        Automation automation = new Automation(device.context(), device.store(), ending);
        automation.run(RunTrigger.BOOT, owner -> () -> seen.add(device.status().nextCheck()));
        assertThat(json).singleElement().asString().contains("\"nextCheck\":\"" + automation.next() + "\"");
        assertThat(seen).containsExactly(Optional.empty());
    }

    @Test
    void ignoresTheNextCheckOfAnEndedProcess() throws Exception {
        Files.createDirectory(device.paths().data(), OWNER_ALONE);
        Path state = device.paths().data().resolve("service");
        long pid = ProcessHandle.current().pid();
        Files.writeString(state, pid + "\n2026-06-02T00:00:00Z\n\n");
        assertThat(device.status().nextCheck()).isEmpty();
        Files.writeString(state, "half a line");
        assertThat(device.status().nextCheck()).isEmpty();
    }

    @Test
    void publishesTheNextCheckWhileTheLauncherWaits() throws Exception {
        CertificateStore store = device.store();
        store.service().begin();
        store.service().write(AgentFixture.START);
        Process launcher = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec 9<\"$1\"; echo; read -r _",
                        "sh",
                        store.service().file().toString())
                .start();
        assertThat(launcher.inputReader().readLine()).isEmpty();
        store.service().passTo(launcher.pid());
        assertThat(device.status().nextCheck()).contains(AgentFixture.START);

        Automation second = new Automation(device.context(), device.store(), ServiceNotifier.none());
        assertThatThrownBy(() -> second.run(RunTrigger.BOOT, BackgroundService.none()))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_ACTIVE))
                .hasMessageContaining("another service ('scepclient run') is running (pid " + launcher.pid() + ")");
        assertThat(device.status().nextCheck()).contains(AgentFixture.START);

        launcher.destroyForcibly().waitFor();
        assertThat(device.status().nextCheck()).isEmpty();
        store.service().begin();
        store.service().end();
    }

    @Test
    void notifiesSystemdByItsProgram() throws Exception {
        Path messages = directory.resolve("messages");
        Path program = directory.resolve("systemd-notify");
        Files.writeString(program, "#!/bin/sh\necho \"$1\" >> " + messages + "\n", UTF_8);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        ServiceNotifier notifier = new ServiceNotifier.Systemd(
                program.toString(), (priority, line) -> device.log().add(line));
        notifier.ready();
        notifier.status("waiting\nREADY=0");
        notifier.stopping();
        assertThat(messages).hasContent("READY=1\nSTATUS=waiting\nSTOPPING=1\n");
    }

    @Test
    void logsOnceThatSystemdCannotBeNotified() {
        ServiceNotifier notifier = new ServiceNotifier.Systemd(
                directory.resolve("none").toString(),
                (priority, line) -> device.log().add(line));
        notifier.ready();
        notifier.stopping();
        assertThat(device.log()).singleElement().asString().startsWith("cannot notify systemd: ");
    }

    private ServiceNotifier interruptedAfter(int checks) {
        return interruptedAfter(checks, () -> {});
    }

    private ServiceNotifier interruptedAfter(int checks, Runnable before) {
        return new ServiceNotifier() {
            private int done;

            @Override
            public void ready() {
                notified.add("ready");
            }

            @Override
            public void status(String line) {
                notified.add(line);
                done++;
                if (done == checks) {
                    before.run();
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void stopping() {
                notified.add("stopping");
            }
        };
    }
}
