package org.scepclient.it.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.jscep.transaction.FailInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.fixture.UnusedPort;
import org.scepclient.it.device.Pem;
import org.scepclient.it.jscep.JscepSettings;
import org.scepclient.it.pki.Authority;
import org.scepclient.it.pki.Extensions;
import org.scepclient.it.process.Finished;
import org.scepclient.it.scripted.ScriptedResponse;

/** Every exit code, and no files left behind by a failed command. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SscepExitCodeIT {

    private Path directory;
    private SscepFixture bench;

    @BeforeAll
    void start(@TempDir Path directory) {
        this.directory = directory;
        bench = SscepFixture.in(directory);
    }

    @BeforeEach
    void forget() {
        bench.ca().reset();
        bench.delete(bench.device().certificate());
    }

    @AfterEach
    void leavesNoTemporaryFile() {
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    private void mustRefuseTidily(Finished refused, int exit) {
        refused.mustExit(exit);
        assertThat(refused.everything()).doesNotContain("Exception", "\tat ");
        assertThat(refused.err()).startsWith("sscep: ");
        assertThat(bench.device().certificate()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "badAlg,          70, Unrecognized or unsupported algorithm ident",
        "badMessageCheck, 71, Integrity check failed",
        "badRequest,      72, Transaction not permitted or supported",
        "badTime,         73, Message time field was not sufficiently close to the system time",
        "badCertId,       74, No certificate could be identified matching",
    })
    void turnsEachFailInfoIntoItsOwnCode(String failInfo, int exit, String reason) {
        JscepSettings refusing =
                JscepSettings.withChallenge(SscepFixture.CHALLENGE).refusingWith(FailInfo.valueOf(failInfo));
        try (SscepFixture other = SscepFixture.in(bench.file(failInfo), refusing)) {
            Finished refused = other.enroll().run().mustExit(exit);
            assertThat(refused.out()).contains("sscep: pkistatus: FAILURE", "sscep: reason: " + reason);
            assertThat(other.device().certificate()).doesNotExist();
        }
    }

    @Test
    void says89WhenTheServerNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/scep";
            Finished late = bench.enroll("-u", url, "--timeout", 2)
                    .within(Duration.ofSeconds(30))
                    .run();
            mustRefuseTidily(late, 89);
        }
    }

    @Test
    void says93ForAKeyThatIsNotThere() {
        mustRefuseTidily(bench.enroll("-k", bench.file("absent.key")).run(), 93);
    }

    @Test
    void says93ForARequestThatIsNone() {
        mustRefuseTidily(bench.enroll("-r", bench.write("empty.csr", "")).run(), 93);
    }

    @Test
    void says93ForACaCertificateThatIsNotThere() {
        mustRefuseTidily(bench.enroll("-c", bench.file("absent-ca.pem")).run(), 93);
    }

    @Test
    void says95WhenNobodyListens() throws IOException {
        int port = UnusedPort.find();
        String url = "http://127.0.0.1:" + port + "/scep";
        Finished refused = bench.enroll("-u", url).run();
        mustRefuseTidily(refused, 95);
        assertThat(refused.err()).contains(url);
    }

    @Test
    void says95ForAnHttpError() {
        bench.ca().answer("PKIOperation", ScriptedResponse.text(500, "text/html", "<html>broken</html>"));
        Finished refused = bench.enroll().run();
        mustRefuseTidily(refused, 95);
        assertThat(refused.err()).contains("500");
    }

    @Test
    void says97ForAReplyThatAnotherCaSigned() {
        Authority stranger = Authority.selfSigned("CN=jscep CA,O=jscep,C=US", Extensions.caWithoutRa());
        Pem.write(bench.file("stranger.pem"), stranger.certificate());
        // Encrypts to the real CA, but verifies the reply with the stranger's certificate.
        mustRefuseTidily(
                bench.enroll("-c", bench.file("stranger.pem"), "-e", bench.caFile())
                        .run(),
                97);
    }

    @ParameterizedTest
    @CsvSource({"text/html, <html>login</html>", "application/x-pki-message, ''", "application/x-pki-message, 0000"})
    void says97ForAReplyThatIsNoMessage(String type, String body) {
        bench.ca().answer("PKIOperation", ScriptedResponse.text(200, type, body));
        mustRefuseTidily(bench.enroll().run(), 97);
    }

    @Test
    void says91ForAKeyThatIsNotTheRequests() {
        mustRefuseTidily(bench.enroll("-k", bench.another("stranger").key()).run(), 91);
    }
}
