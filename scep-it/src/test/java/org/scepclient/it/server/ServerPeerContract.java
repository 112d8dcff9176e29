package org.scepclient.it.server;

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
import org.scepclient.it.app.Await;
import org.scepclient.it.app.Setup;
import org.scepclient.it.device.Device;
import org.scepclient.it.device.Pem;
import org.scepclient.it.matrix.Cell;
import org.scepclient.it.matrix.MatrixPeer;
import org.scepclient.it.matrix.MatrixReport;
import org.scepclient.it.matrix.Operation;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;
import org.scepclient.it.process.Running;

/** The behavior of our commands at any SCEP server. One subclass per server; each result is a cell of the table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(MatrixReport.class)
abstract class ServerPeerContract implements MatrixPeer {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final App app = App.packaged();
    private final Map<Setup, ServerPeer> servers = new EnumMap<>(Setup.class);
    private final AtomicInteger devices = new AtomicInteger();
    private Path directory;

    /** Starts the server; called once for each set-up. */
    abstract ServerPeer start(Setup setup, Path directory);

    /** An operation that this server does not support. The command runs nevertheless, and must end as described. */
    Optional<KnownLimitation> lacks(Operation operation) {
        return Optional.empty();
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
    @Cell(value = Operation.GETCAPS, by = "sscep")
    void listsCapabilities() {
        Finished caps = at(Setup.PLAIN).operation("getcaps").run().mustSucceed();
        assertThat(caps.out()).startsWith("sscep: scep capabilities: AES, ").contains("Renewal", "SCEPStandard");
    }

    @Test
    @Cell(value = Operation.GETCA, by = "sscep")
    void fetchesTheCaCertificate() {
        Sscep sscep = at(Setup.PLAIN);
        sscep.getca().mustSucceed();
        assertThat(Pem.read(sscep.ca()).certificate()).isEqualTo(sscep.peer().caCertificate());
    }

    @Test
    @Cell(value = Operation.ENROLL, by = "sscep")
    void enrollsAndOpensslVerifiesTheCertificate() {
        enrolled(at(Setup.PLAIN));
    }

    @Test
    @Cell(value = Operation.WRONG_CHALLENGE, by = "sscep")
    void reportsTheReasonWhenTheChallengeIsWrong() {
        Sscep sscep = with(Setup.PLAIN, "not-the-challenge");
        sscep.getca().mustSucceed();
        Finished refused = sscep.enroll().run().mustExit(72);
        assertThat(refused.out()).contains("sscep: pkistatus: FAILURE", "Transaction not permitted or supported");
        assertThat(sscep.device().certificate()).doesNotExist();
        mustBeTidy(refused);
    }

    @Test
    @Cell(value = Operation.RENEWAL, by = "sscep")
    void renewsWithANewKey() {
        Sscep first = at(Setup.PLAIN);
        Device old = enrolled(first);
        Sscep second = first.withDevice(newDevice(first.peer().challenge(), subjectOf(old)));
        second.getca().mustSucceed();
        second.renew(old).run().mustSucceed();
        Pem renewed = mustBeGood(second);
        assertThat(renewed.serial()).isNotEqualTo(old.issued().serial());
        assertThat(renewed.certificate().getSubjectX500Principal())
                .isEqualTo(old.issued().certificate().getSubjectX500Principal());
    }

    @Test
    @Cell(value = Operation.PENDING, by = "sscep")
    void pollsUntilApproved() {
        abortWhereLacking(Operation.PENDING);
        Sscep sscep = at(Setup.MANUAL_APPROVAL);
        sscep.getca().mustSucceed();
        try (Running polling = sscep.enroll("-t", 1, "-T", 60, "-n", 50).start()) {
            polling.awaitLine("pkistatus: PENDING", PATIENCE);
            sscep.peer().approveAll();
            polling.awaitExit(PATIENCE).mustSucceed();
        }
        mustBeGood(sscep);
    }

    @Test
    @Cell(value = Operation.PENDING, by = "sscep")
    void continuesTheSameTransactionAfterBeingKilledWhilePolling() {
        abortWhereLacking(Operation.PENDING);
        Sscep sscep = at(Setup.MANUAL_APPROVAL);
        sscep.getca().mustSucceed();
        String transaction;
        try (Running polling = sscep.enroll("-t", 600).start()) {
            transaction =
                    polling.awaitLine("reply transaction id: (\\w+)", PATIENCE).group(1);
            polling.awaitLine("pkistatus: PENDING", PATIENCE);
            polling.kill();
        }
        assertThat(sscep.device().certificate()).doesNotExist();
        sscep.peer().approveAll();
        Finished resumed = sscep.enroll("-R", "-t", 1, "-T", 30).run().mustSucceed();
        assertThat(resumed.out()).contains("requesting certificate (#1)", "reply transaction id: " + transaction);
        mustBeGood(sscep);
    }

    @Test
    @Cell(value = Operation.GETCERT, by = "sscep")
    void fetchesAnIssuedCertificateBySerialNumber() {
        Sscep sscep = at(Setup.PLAIN);
        Device device = enrolled(sscep);
        String serial = device.issued().certificate().getSerialNumber().toString();
        Path copy = device.file("copy.pem");
        runOrAbort(Operation.GETCERT, sscep.getcert(serial, copy));
        assertThat(Pem.read(copy).certificate()).isEqualTo(device.issued().certificate());
    }

    @Test
    @Cell(value = Operation.GETCRL, by = "sscep")
    void fetchesTheCrlAndOpensslVerifiesIt() {
        Sscep sscep = at(Setup.PLAIN);
        Device device = enrolled(sscep);
        Path crl = device.file("crl.pem");
        runOrAbort(Operation.GETCRL, sscep.getcrl(crl));
        Finished verified = Command.of("openssl", "crl", "-noout", "-in", crl, "-CAfile", trusted(sscep))
                .run()
                .mustSucceed();
        assertThat(verified.everything()).contains("verify OK");
    }

    @Test
    @Cell(value = Operation.NEXT_CA, by = "sscep")
    void fetchesTheNextCaCertificate() {
        Sscep sscep = at(Setup.PLAIN);
        Path next = sscep.device().file("next.pem");
        runOrAbort(Operation.NEXT_CA, sscep.getnextca(next, trusted(sscep)));
        Path written = next.toFile().exists() ? next : sscep.device().file("next.pem-0");
        assertThat(Pem.read(written).certificate()).isNotEqualTo(sscep.peer().caCertificate());
    }

    @Test
    @Cell(value = Operation.RA_SPLIT, by = "sscep")
    void findsTheRolesOfTwoRaCertificatesWithOneName() {
        abortWhereLacking(Operation.RA_SPLIT);
        Sscep sscep = at(Setup.RA_SPLIT);
        assertThat(sscep.getca().mustSucceed().out()).contains("certificate written as " + sscep.ca() + "-2");
        sscep.enroll().run().mustSucceed();
        mustBeGood(sscep);
    }

    @Test
    @Cell(value = Operation.GETCAPS, by = "scepclient")
    void showsTheCapabilitiesToAPerson() {
        assertThat(clientAt(Setup.PLAIN).ca().run().mustSucceed().out()).containsPattern("Offers AES, .*Renewal");
    }

    @Test
    @Cell(value = Operation.GETCA, by = "scepclient")
    void showsTheCaToAPerson() {
        assertThat(clientAt(Setup.PLAIN).ca().run().mustSucceed().out()).contains("SHA-256");
    }

    @Test
    @Cell(value = Operation.ENROLL, by = "scepclient")
    void enrollsFromNothingInOneCommand() {
        enrolled(clientAt(Setup.PLAIN));
    }

    @Test
    @Cell(value = Operation.ENROLL, by = "scepclient")
    void readsOldCiphersOnlyWhenToldTo() {
        Scepclient client = clientAt(Setup.PLAIN);
        Finished strict = client.enrollStrictly(client.peer().challenge()).run();
        if (!client.peer().answersWithOldCiphers()) {
            strict.mustSucceed();
            return;
        }
        strict.mustExit(1);
        assertThat(strict.err()).contains("--legacy");
        mustBeTidy(strict);
        assertThat(client.certificate()).doesNotExist();
    }

    @Test
    @Cell(value = Operation.WRONG_CHALLENGE, by = "scepclient")
    void leavesNothingBehindWhenTheChallengeIsWrong() {
        Scepclient client = clientAt(Setup.PLAIN);
        mustBeTidy(client.enroll("not-the-challenge").run().mustExit(72));
        assertThat(client.certificate()).doesNotExist();
    }

    @Test
    @Cell(value = Operation.RENEWAL, by = "scepclient")
    void renewsInPlace() {
        Scepclient client = enrolled(clientAt(Setup.PLAIN));
        String before = client.issued().serial();
        client.renew().run().mustSucceed();
        assertThat(mustBeGood(client).serial()).isNotEqualTo(before);
    }

    @Test
    @Cell(value = Operation.PENDING, by = "scepclient")
    void isContinuedByTheSameCommandAfterBeingKilledWhileItWaits() {
        abortWhereLacking(Operation.PENDING);
        Scepclient client = clientAt(Setup.MANUAL_APPROVAL);
        Command command = client.enroll(client.peer().challenge()).and("--poll-interval", "1s");
        try (Running waiting = command.start()) {
            client.peer().awaitRequest(PATIENCE);
            // If killed before it has the reply, it would send a new request, which some CAs have to approve again.
            Await.until(PATIENCE, client::waits, "the answer that the request waits");
            waiting.kill();
        }
        // A new request would need another approval: success shows that this is the same transaction.
        client.peer().approveAll();
        command.run().mustSucceed();
        mustBeGood(client);
    }

    @Test
    @Cell(value = Operation.GETCERT, by = "scepclient")
    void queriesACertificate() {
        Scepclient client = enrolled(clientAt(Setup.PLAIN));
        Path copy = client.directory().resolve("copy.pem");
        runOrAbort(Operation.GETCERT, client.cert(client.issued().serial(), copy));
        assertThat(Pem.read(copy).certificate()).isEqualTo(client.issued().certificate());
    }

    @Test
    @Cell(value = Operation.GETCRL, by = "scepclient")
    void queriesTheCrl() {
        Scepclient client = enrolled(clientAt(Setup.PLAIN));
        Path crl = client.directory().resolve("crl.pem");
        runOrAbort(Operation.GETCRL, client.crl(crl));
        assertThat(crl).content().startsWith("-----BEGIN X509 CRL-----");
    }

    @Test
    @Cell(value = Operation.RA_SPLIT, by = "scepclient")
    void enrollsWhereTwoRaCertificatesStandBeforeTheCa() {
        abortWhereLacking(Operation.RA_SPLIT);
        enrolled(clientAt(Setup.RA_SPLIT));
    }

    private Scepclient enrolled(Scepclient client) {
        client.enroll(client.peer().challenge()).run().mustSucceed();
        mustBeGood(client);
        return client;
    }

    private Pem mustBeGood(Scepclient client) {
        Path trusted = client.directory().resolveSibling(client.directory().getFileName() + ".trusted");
        Pem.write(trusted, client.peer().caCertificate());
        return client.issued().mustVerifyUnder(trusted).mustBelongTo(client.key());
    }

    private Scepclient clientAt(Setup setup) {
        return new Scepclient(app, server(setup), directory.resolve("client-" + devices.incrementAndGet()));
    }

    private Device enrolled(Sscep sscep) {
        sscep.getca().mustSucceed();
        Finished enrolled = sscep.enroll().run().mustSucceed();
        assertThat(enrolled.out())
                .contains("sscep: pkistatus: SUCCESS")
                .contains("sscep: certificate written as " + sscep.device().certificate());
        mustBeGood(sscep);
        return sscep.device();
    }

    private Pem mustBeGood(Sscep sscep) {
        return sscep.device()
                .issued()
                .mustVerifyUnder(trusted(sscep))
                .mustBelongTo(sscep.device().key());
    }

    private static Path trusted(Sscep sscep) {
        return Pem.write(sscep.device().file("trusted.pem"), sscep.peer().caCertificate())
                .file();
    }

    private void abortWhereLacking(Operation operation) {
        lacks(operation).ifPresent(shortcoming -> Assumptions.abort(shortcoming.reason()));
    }

    /**
     * Runs an operation. If the server does not support it, the command must report that correctly, and the cell is
     * n/a.
     */
    private void runOrAbort(Operation operation, Command command) {
        Finished finished = command.run();
        Optional<KnownLimitation> shortcoming = lacks(operation);
        finished.mustExit(shortcoming.map(KnownLimitation::exit).orElse(0));
        mustBeTidy(finished);
        shortcoming.ifPresent(found -> Assumptions.abort(found.reason()));
    }

    private static void mustBeTidy(Finished finished) {
        assertThat(finished.everything()).doesNotContain("Exception", "\tat ");
    }

    private static String subjectOf(Device device) {
        return "/O=Devices/CN=" + device.directory().getFileName();
    }

    private Sscep at(Setup setup) {
        return with(setup, server(setup).challenge());
    }

    private Sscep with(Setup setup, String challenge) {
        ServerPeer server = server(setup);
        String name = "device-" + devices.incrementAndGet();
        return new Sscep(app, server, Device.create(directory.resolve(name), "/O=Devices/CN=" + name, challenge));
    }

    private Device newDevice(String challenge, String subject) {
        return Device.create(directory.resolve("device-" + devices.incrementAndGet()), subject, challenge);
    }

    private Path newDirectory(String name) {
        try {
            return Files.createDirectory(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerPeer server(Setup setup) {
        return servers.computeIfAbsent(setup, wanted -> start(wanted, newDirectory(wanted.name())));
    }
}
