package org.scepclient.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.app.App;
import org.scepclient.it.app.Setup;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.device.Pem;
import org.scepclient.it.matrix.Cell;
import org.scepclient.it.matrix.MatrixPeer;
import org.scepclient.it.matrix.MatrixReport;
import org.scepclient.it.matrix.Operation;
import org.scepclient.it.process.Finished;
import org.scepclient.it.process.Running;

/**
 * Operations of third-party SCEP clients at our test CA. One subclass per client; each result is a cell of the table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(MatrixReport.class)
abstract class ClientPeerContract implements MatrixPeer {

    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final Map<Setup, TestCa> servers = new EnumMap<>(Setup.class);
    private final AtomicInteger runs = new AtomicInteger();
    private Path directory;

    abstract ClientPeer client();

    /** The reason why an operation of this client fails, which docs/servers also explains. */
    Optional<String> fails(Operation operation) {
        return Optional.empty();
    }

    @BeforeAll
    void prepare(@TempDir Path given) {
        directory = given;
    }

    @AfterAll
    void stopServers() {
        servers.values().forEach(TestCa::close);
    }

    @Test
    @Cell(Operation.GETCAPS)
    void readsTheCapabilities() {
        abortWhereFailing(Operation.GETCAPS);
        Finished caps =
                client().getcaps(server(Setup.PLAIN), newDirectory()).run().mustSucceed();
        assertThat(caps.out()).containsIgnoringCase("renewal");
    }

    @Test
    @Cell(Operation.GETCA)
    void readsTheCaCertificate() {
        abortWhereFailing(Operation.GETCA);
        client().getca(server(Setup.PLAIN), newDirectory()).run().mustSucceed();
    }

    @Test
    @Cell(Operation.ENROLL)
    void enrolls() {
        abortWhereFailing(Operation.ENROLL);
        enrolled(server(Setup.PLAIN));
    }

    @Test
    @Cell(Operation.WRONG_CHALLENGE)
    void isRefusedWithTheWrongChallenge() {
        abortWhereFailing(Operation.WRONG_CHALLENGE);
        Path own = newDirectory();
        Finished refused = client().enroll(server(Setup.PLAIN), own, "wrong").run();
        assertThat(refused.exit()).as(refused.toString()).isNotZero();
        assertThat(sizeOf(client().certificate(own))).isZero();
    }

    @Test
    @Cell(Operation.RENEWAL)
    void renews() {
        abortWhereFailing(Operation.RENEWAL);
        TestCa ca = server(Setup.PLAIN);
        Path own = enrolled(ca);
        Pem first = Pem.read(client().certificate(own));
        client().renew(ca, own).run().mustSucceed();
        Pem second = Pem.read(client().certificate(own)).mustVerifyUnder(ca.caFile());
        assertThat(second.serial()).isNotEqualTo(first.serial());
    }

    @Test
    @Cell(Operation.PENDING)
    void waitsForApproval() {
        abortWhereFailing(Operation.PENDING);
        TestCa ca = server(Setup.MANUAL_APPROVAL);
        Path own = newDirectory();
        try (Running waiting = client().enroll(ca, own, ca.challenge()).start()) {
            ca.approveNext(PATIENCE);
            waiting.awaitExit(PATIENCE).mustSucceed();
        }
        Pem.read(client().certificate(own)).mustVerifyUnder(ca.caFile());
    }

    @Test
    @Cell(Operation.GETCERT)
    void fetchesACertificate() {
        abortWhereFailing(Operation.GETCERT);
        TestCa ca = server(Setup.PLAIN);
        client().getcert(ca, enrolled(ca)).run().mustSucceed();
    }

    @Test
    @Cell(Operation.GETCRL)
    void fetchesTheCrl() {
        abortWhereFailing(Operation.GETCRL);
        TestCa ca = server(Setup.PLAIN);
        client().getcrl(ca, enrolled(ca)).run().mustSucceed();
    }

    @Test
    @Cell(Operation.NEXT_CA)
    void fetchesTheNextCaCertificate() {
        abortWhereFailing(Operation.NEXT_CA);
        client().getnextca(server(Setup.PLAIN), newDirectory()).run().mustSucceed();
    }

    @Test
    @Cell(Operation.RA_SPLIT)
    void enrollsWhereTwoRaCertificatesStandBeforeTheCa() {
        abortWhereFailing(Operation.RA_SPLIT);
        enrolled(server(Setup.RA_SPLIT));
    }

    private Path enrolled(TestCa ca) {
        Path own = newDirectory();
        client().enroll(ca, own, ca.challenge()).run().mustSucceed();
        Pem.read(client().certificate(own)).mustVerifyUnder(ca.caFile());
        return own;
    }

    private void abortWhereFailing(Operation operation) {
        fails(operation).ifPresent(Assumptions::abort);
    }

    private static long sizeOf(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path newDirectory() {
        try {
            return Files.createDirectory(directory.resolve("run-" + runs.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestCa server(Setup setup) {
        return servers.computeIfAbsent(setup, wanted -> TestCa.start(App.packaged(), wanted, newDirectory()));
    }
}
