package org.scepclient.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.app.App;
import org.scepclient.it.app.Await;
import org.scepclient.it.app.Setup;
import org.scepclient.it.device.Pem;
import org.scepclient.it.matrix.Cell;
import org.scepclient.it.matrix.MatrixPeer;
import org.scepclient.it.matrix.MatrixReport;
import org.scepclient.it.matrix.Operation;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.FakeTime;
import org.scepclient.it.process.Finished;
import org.scepclient.it.process.Running;
import org.scepclient.it.server.ServerPeer;

/**
 * The behavior of the automation that must not depend on the SCEP server: {@code scepclient check}, {@code renew},
 * {@code status}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(MatrixReport.class)
abstract class AutomationContract implements MatrixPeer {
    private static final String AGENT = "scepclient check";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final App app = App.packaged();
    private final Map<Setup, ServerPeer> servers = new EnumMap<>(Setup.class);
    private final AtomicInteger devices = new AtomicInteger();
    private Path directory;

    /** Starts the server; called once for each set-up. */
    abstract ServerPeer start(Setup setup, Path directory);

    /** The set-ups that this server does not support, with the reason. */
    abstract Map<Setup, String> lacks();

    /** A server whose certificates expire shortly after they were issued. */
    abstract ServerPeer shortLived(Path directory);

    /** The offset of a device's clock with which such a certificate is valid at first. */
    Duration clockOfShortLife() {
        return Duration.ZERO;
    }

    @BeforeAll
    void prepare(@TempDir Path given) {
        directory = given;
    }

    @AfterAll
    void stopServers() {
        servers.values().forEach(ServerPeer::close);
    }

    @Test
    @Cell(value = Operation.ENROLL, by = AGENT)
    void enrollsWhereThereIsNoCertificate() {
        ServerPeer peer = server(Setup.PLAIN);
        Router router = router(peer);
        assertThat(router.state()).isEqualTo("Module scepClient not running\nCertificate not enrolled");
        enrolled(peer, router);
        assertThat(router.data().resolve(router.issued().serial() + ".key")).exists();
        assertThat(router.data().resolve("ca.crt-0")).exists();
        Finished again = peer.reaching(router.check()).run().mustSucceed();
        assertThat(again.err()).contains("nothing was done");
    }

    @Test
    @Cell(value = Operation.ENROLL, by = AGENT)
    void namesTheSwitchWhereTheServerNeedsOldCiphers() {
        ServerPeer peer = server(Setup.PLAIN);
        Router router = router(peer).set("LEGACY_CIPHERS=0");
        Finished strict = peer.reaching(router.check()).run();
        if (!peer.answersWithOldCiphers()) {
            strict.mustSucceed();
            return;
        }
        strict.mustExit(1);
        assertThat(strict.err()).contains("'Enable Legacy Ciphers' (MOD_SCEPCLIENT_LEGACY_CIPHERS=1)");
        assertThat(router.status().out()).contains("Certificate not enrolled", "MOD_SCEPCLIENT_LEGACY_CIPHERS=1");
        router.set("LEGACY_CIPHERS=1");
        enrolled(peer, router);
    }

    @Test
    @Cell(value = Operation.WRONG_CHALLENGE, by = AGENT)
    void reportsTheRejectionAndRunsTheFailureScript() {
        ServerPeer peer = server(Setup.PLAIN);
        Path reason = directory.resolve("reason");
        Router router =
                router(peer).challenge("wrong").script("FAILURE_SCRIPT", "echo \"$SCEP_REASON\" > '" + reason + "'");
        Finished refused = peer.reaching(router.check()).run().mustExit(72);
        assertThat(refused.err()).contains("badRequest", "MOD_SCEPCLIENT_CHALLENGE_FILE");
        assertThat(refused.everything()).doesNotContain("Exception", "\tat ", "wrong)");
        assertThat(router.state()).isEqualTo("Module scepClient not running\nCertificate not enrolled");
        assertThat(router.status().out()).contains("enrollment failed: ");
        assertThat(reason).content().contains("badRequest");
    }

    @Test
    @Cell(value = Operation.RENEWAL, by = AGENT)
    void renewsWithANewKeyAndKeepsTheOldPair() throws IOException {
        ServerPeer peer = server(Setup.PLAIN);
        Router router = router(peer);
        Pem old = enrolled(peer, router);
        byte[] key = Files.readAllBytes(router.key());
        peer.reaching(router.scepclient("renew")).run().mustSucceed();
        Pem renewed = mustBeGood(peer, router);
        assertThat(renewed.serial()).isNotEqualTo(old.serial());
        assertThat(renewed.certificate().getPublicKey())
                .isNotEqualTo(old.certificate().getPublicKey());
        assertThat(renewed.certificate().getSubjectX500Principal())
                .isEqualTo(old.certificate().getSubjectX500Principal());
        assertThat(router.data().resolve(old.serial() + ".key")).hasBinaryContent(key);
        assertThat(router.state()).isEqualTo("Module scepClient not running\nCertificate enrolled " + renewed.serial());
    }

    @Test
    @Cell(value = Operation.RENEWAL, by = AGENT)
    void renewsByItselfInsideTheRenewDaysAndNotBefore() {
        ServerPeer peer = server(Setup.PLAIN);
        Router router = router(peer).set("RENEW_DAYS=10");
        Pem old = enrolled(peer, router);
        Finished early = peer.reaching(FakeTime.later(untilDaysBeforeEnd(old, 11), router.check()))
                .run()
                .mustSucceed();
        assertThat(early.err()).contains("nothing was done");
        Finished due = peer.reaching(FakeTime.later(untilDaysBeforeEnd(old, 9), router.check()))
                .run()
                .mustSucceed();
        assertThat(due.err()).containsPattern("sending (RenewalReq|PKCSReq)");
        assertThat(mustBeGood(peer, router).serial()).isNotEqualTo(old.serial());
    }

    private static Duration untilDaysBeforeEnd(Pem pem, int days) {
        Instant end = pem.certificate().getNotAfter().toInstant();
        return Duration.between(Instant.now(), end.minus(Duration.ofDays(days)));
    }

    @Test
    @Cell(value = Operation.EXPIRY, by = AGENT)
    void enrollsAgainAfterTheCertificateHasExpired() {
        Path place = newDirectory("short-lived");
        try (ServerPeer peer = shortLived(place)) {
            Router router = router(peer);
            peer.reaching(FakeTime.later(clockOfShortLife(), router.check()))
                    .run()
                    .mustSucceed();
            Await.until(PATIENCE, () -> router.status().out().contains("Expired"), "the end of a certificate");
            assertThat(router.state()).endsWith("Certificate not enrolled");
            enrollsAgain(peer, router, place);
        }
    }

    /** Requires a new enrollment after a certificate of this server has expired. */
    void enrollsAgain(ServerPeer peer, Router router, Path place) {
        Finished anew = peer.reaching(router.check()).run().mustSucceed();
        assertThat(anew.err()).contains("the certificate has expired; enrolling", "sending PKCSReq");
        mustBeGood(peer, router);
    }

    @Test
    @Cell(value = Operation.PENDING, by = AGENT)
    void resumesTheSameTransactionAfterAReboot() {
        ServerPeer peer = server(Setup.MANUAL_APPROVAL);
        Router router = router(peer);
        String transaction;
        try (Running waiting = peer.reaching(router.check()).start()) {
            transaction = waiting.awaitLine("waits for approval \\(transaction (\\w+)\\)", PATIENCE)
                    .group(1);
            assertThat(router.state()).isEqualTo("Module scepClient running\nCertificate enrollment");
            waiting.kill();
        }
        assertThat(router.state()).isEqualTo("Module scepClient not running\nCertificate not enrolled");
        assertThat(router.status().out()).contains("waiting:    transaction " + transaction);
        peer.approveAll();
        Finished resumed = peer.reaching(router.check()).run().mustSucceed();
        // A new request would need another approval.
        assertThat(resumed.err())
                .contains("asking for the result of transaction " + transaction)
                .doesNotContain("sending ");
        mustBeGood(peer, router);
    }

    @Test
    @Cell(value = Operation.RA_SPLIT, by = AGENT)
    void enrollsAndRenewsWhereTwoRaCertificatesStandBeforeTheCa() {
        enrollsAndRenews(Setup.RA_SPLIT);
    }

    @Test
    @Cell(value = Operation.INTERMEDIATE, by = AGENT)
    void enrollsAndRenewsAtACaUnderARoot() throws IOException {
        Router router = enrollsAndRenews(Setup.INTERMEDIATE);
        try (var files = Files.list(router.data())) {
            assertThat(files.map(file -> file.getFileName().toString())).contains("ca.crt-0", "ca.crt-1");
        }
    }

    private Router enrollsAndRenews(Setup setup) {
        ServerPeer peer = server(setup);
        Router router = router(peer);
        Pem old = enrolled(peer, router);
        peer.reaching(router.scepclient("renew")).run().mustSucceed();
        assertThat(mustBeGood(peer, router).serial()).isNotEqualTo(old.serial());
        return router;
    }

    Pem enrolled(ServerPeer peer, Router router) {
        Finished enrolled = peer.reaching(router.check()).run().mustSucceed();
        assertThat(enrolled.err()).contains("sending PKCSReq");
        Pem issued = mustBeGood(peer, router);
        assertThat(router.state()).isEqualTo("Module scepClient not running\nCertificate enrolled " + issued.serial());
        return issued;
    }

    /** Has openssl verify the certificate, and checks that other users cannot read the key. */
    private static Pem mustBeGood(ServerPeer peer, Router router) {
        Path trusted = router.directory().resolve("trusted.pem");
        Pem.write(trusted, peer.caCertificate());
        Command.of("openssl", "verify", "-partial_chain", "-CAfile", trusted)
                .and(router.issued().file())
                .run()
                .mustSucceed();
        try {
            assertThat(Files.getPosixFilePermissions(router.key().toRealPath())).hasSize(2);
            assertThat(Files.getPosixFilePermissions(router.data())).hasSize(3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return router.issued().mustBelongTo(router.key());
    }

    /** A device with the challenge password and, if this server needs them, old ciphers. */
    Router router(ServerPeer peer) {
        Router router = Router.at(app, directory.resolve("device-" + devices.incrementAndGet()), peer.url());
        String legacy = peer.answersWithOldCiphers() ? "1" : "0";
        return router.challenge(peer.challenge()).set("LEGACY_CIPHERS=" + legacy);
    }

    /** The server in this set-up; aborts the test if the server does not support it. */
    ServerPeer server(Setup setup) {
        String reason = lacks().get(setup);
        if (reason != null) {
            Assumptions.abort(reason);
        }
        return servers.computeIfAbsent(setup, wanted -> start(wanted, newDirectory(wanted.name())));
    }

    Path newDirectory(String name) {
        try {
            return Files.createDirectory(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    App app() {
        return app;
    }
}
