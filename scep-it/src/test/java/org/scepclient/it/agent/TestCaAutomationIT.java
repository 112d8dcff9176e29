package org.scepclient.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scepclient.it.app.Await;
import org.scepclient.it.app.Setup;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.matrix.Cell;
import org.scepclient.it.matrix.Operation;
import org.scepclient.it.process.Finished;
import org.scepclient.it.process.Running;
import org.scepclient.it.server.ServerPeer;
import org.scepclient.it.server.TestCaPeer;

/** The automation at our own test CA, which can issue certificates with a short validity. */
final class TestCaAutomationIT extends AutomationContract {
    private static final String AGENT = "scepclient check";

    @Override
    public String peerName() {
        return "scepclient testca";
    }

    @Override
    ServerPeer start(Setup setup, Path directory) {
        return TestCaPeer.start(setup, directory);
    }

    @Override
    ServerPeer shortLived(Path directory) {
        return TestCaPeer.issuingFor(directory, Duration.ofSeconds(10));
    }

    /** This CA uses the machine's clock, and refuses messages signed at another time. */
    @Test
    @Override
    @Cell(value = Operation.RENEWAL, by = AGENT)
    void renewsByItselfInsideTheRenewDaysAndNotBefore() {
        try (TestCa ca = TestCa.with(app(), newDirectory("short"), "--validity", "15s")) {
            Router router = router(ca);
            router.check().run().mustSucceed();
            assertThat(router.check().run().mustSucceed().err()).contains("nothing was done");
            Await.until(
                    PATIENCE, () -> router.check().run().mustSucceed().err().contains("sending RenewalReq"), "renewal");
        }
    }

    @Override
    Map<Setup, String> lacks() {
        return Map.of();
    }

    @Test
    @Cell(value = Operation.PENDING, by = AGENT)
    void reportsThatAPersonRejectedTheWaitingRequest() {
        try (TestCa ca = TestCa.with(app(), newDirectory("rejecting"), "--approve", "manual")) {
            Router router = router(ca);
            try (Running waiting = router.check().start()) {
                ca.awaitRequest(PATIENCE);
                ca.rejectAll();
                Finished refused = waiting.awaitExit(PATIENCE).mustExit(72);
                assertThat(refused.err()).contains("badRequest");
            }
            assertThat(router.state()).isEqualTo("Module scepClient not running\nCertificate not enrolled");
            assertThat(router.status().out()).doesNotContain("waiting:");
        }
    }

    @Test
    @Cell(value = Operation.RENEWAL, by = AGENT)
    void isRenewedByTheServiceWhichEndsCleanly() {
        try (TestCa ca = TestCa.with(app(), newDirectory("service"), "--validity", "10s")) {
            Router router = router(ca);
            try (Running service = router.scepclient("run").start()) {
                service.awaitLine("sending RenewalReq", PATIENCE);
                assertThat(router.status().out()).containsPattern("next check: 20[0-9]{2}-");
                ProcessHandle.of(service.pid()).orElseThrow().destroy();
                service.awaitExit(Duration.ofSeconds(10)).mustSucceed();
            }
            assertThat(router.status().out()).contains("next check: not scheduled");
        }
    }

    @Test
    @Cell(value = Operation.ENROLL, by = AGENT)
    void leavesNoJavaBehindBetweenTwoChecksOfAServiceWithoutAPage() {
        try (TestCa ca = TestCa.with(app(), newDirectory("resting"))) {
            Router router = router(ca).set("WEB_ADDRESS=");
            try (Running service = router.scepclient("run").start()) {
                Await.until(PATIENCE, () -> programs(service).equals(List.of("sleep")), "the wait for the next check");
                assertThat(router.state()).contains("Certificate enrolled ");
                assertThat(router.status().out()).containsPattern("next check: 20[0-9]{2}-");
                Finished second = router.scepclient("run").run().mustExit(75);
                assertThat(second.err())
                        .contains("another service ('scepclient run') is running (pid " + service.pid());
                ProcessHandle.of(service.pid()).orElseThrow().destroy();
                service.awaitExit(Duration.ofSeconds(10)).mustSucceed();
            }
            assertThat(router.status().out()).contains("next check: not scheduled");
        }
    }

    @Test
    @Cell(value = Operation.PENDING, by = AGENT)
    void endsTheCheckThatWaitsWhenTheServiceIsToldToEnd() {
        try (TestCa ca = TestCa.with(app(), newDirectory("waiting"), "--approve", "manual")) {
            Router router = router(ca).set("WEB_ADDRESS=");
            try (Running service = router.scepclient("run").start()) {
                ca.awaitRequest(PATIENCE);
                ProcessHandle.of(service.pid()).orElseThrow().destroy();
                service.awaitExit(Duration.ofSeconds(20)).mustSucceed();
            }
            assertThat(router.status().out()).contains("Module scepClient not running", "waiting:    transaction ");
        }
    }

    /** The running programs that the service has started. */
    private static List<String> programs(Running service) {
        return ProcessHandle.of(service.pid())
                .orElseThrow()
                .descendants()
                .map(process -> process.info().command().orElse("?"))
                .map(path -> Path.of(path).getFileName().toString())
                .toList();
    }

    @Test
    @Cell(value = Operation.PENDING, by = AGENT)
    void letsOneRunWorkAndTheOtherReportIt() {
        try (TestCa ca = TestCa.with(app(), newDirectory("busy"), "--approve", "manual")) {
            Router router = router(ca);
            try (Running first = router.check().start()) {
                ca.awaitRequest(PATIENCE);
                Finished second = router.check().run().mustExit(75);
                assertThat(second.err()).containsPattern("another run is active \\(pid [0-9]+\\); nothing was done");
                assertThat(router.scepclient("reset").run().mustExit(75).err()).contains("a run is active");
                ca.approveAll();
                first.awaitExit(PATIENCE).mustSucceed();
            }
        }
    }

    private Router router(TestCa ca) {
        return Router.at(app(), newDirectory("at-" + ca.url().getPort()).resolve("device"), ca.url())
                .challenge(ca.challenge());
    }
}
