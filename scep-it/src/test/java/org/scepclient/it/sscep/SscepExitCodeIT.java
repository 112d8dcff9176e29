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
    private SscepFixture fixture;

    @BeforeAll
    void start(@TempDir Path directory) {
        this.directory = directory;
        fixture = SscepFixture.in(directory);
    }

    @BeforeEach
    void forget() {
        fixture.ca().reset();
        fixture.delete(fixture.device().certificate());
    }

    @AfterEach
    void leavesNoTemporaryFile() {
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private void mustRefuseTidily(Finished refused, int exit) {
        refused.mustExit(exit);
        assertThat(refused.everything()).doesNotContain("Exception", "\tat ");
        assertThat(refused.err()).startsWith("sscep: ");
        assertThat(fixture.device().certificate()).doesNotExist();
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
        try (SscepFixture other = SscepFixture.in(fixture.file(failInfo), refusing)) {
            Finished refused = other.enroll().run().mustExit(exit);
            assertThat(refused.out()).contains("sscep: pkistatus: FAILURE", "sscep: reason: " + reason);
            assertThat(other.device().certificate()).doesNotExist();
        }
    }

    @Test
    void exits89WhenTheServerNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/scep";
            Finished late = fixture.enroll("-u", url, "--timeout", 2)
                    .within(Duration.ofSeconds(30))
                    .run();
            mustRefuseTidily(late, 89);
        }
    }

    @Test
    void exits93ForAMissingKey() {
        mustRefuseTidily(fixture.enroll("-k", fixture.file("absent.key")).run(), 93);
    }

    @Test
    void exits93ForAnInvalidRequest() {
        mustRefuseTidily(fixture.enroll("-r", fixture.write("empty.csr", "")).run(), 93);
    }

    @Test
    void exits93ForAMissingCaCertificate() {
        mustRefuseTidily(fixture.enroll("-c", fixture.file("absent-ca.pem")).run(), 93);
    }

    @Test
    void exits95WhenNothingListens() throws IOException {
        int port = UnusedPort.find();
        String url = "http://127.0.0.1:" + port + "/scep";
        Finished refused = fixture.enroll("-u", url).run();
        mustRefuseTidily(refused, 95);
        assertThat(refused.err()).contains(url);
    }

    @Test
    void exits95ForAnHttpError() {
        fixture.ca().answer("PKIOperation", ScriptedResponse.text(500, "text/html", "<html>broken</html>"));
        Finished refused = fixture.enroll().run();
        mustRefuseTidily(refused, 95);
        assertThat(refused.err()).contains("500");
    }

    @Test
    void exits97ForAReplyThatAnotherCaSigned() {
        Authority stranger = Authority.selfSigned("CN=jscep CA,O=jscep,C=US", Extensions.caWithoutRa());
        Pem.write(fixture.file("stranger.pem"), stranger.certificate());
        // Encrypts to the real CA, but verifies the reply with the stranger's certificate.
        mustRefuseTidily(
                fixture.enroll("-c", fixture.file("stranger.pem"), "-e", fixture.caFile())
                        .run(),
                97);
    }

    @ParameterizedTest
    @CsvSource({"text/html, <html>login</html>", "application/x-pki-message, ''", "application/x-pki-message, 0000"})
    void exits97ForAReplyThatIsNotAMessage(String type, String body) {
        fixture.ca().answer("PKIOperation", ScriptedResponse.text(200, type, body));
        mustRefuseTidily(fixture.enroll().run(), 97);
    }

    @Test
    void exits91ForAKeyThatIsNotTheRequests() {
        mustRefuseTidily(fixture.enroll("-k", fixture.another("stranger").key()).run(), 91);
    }
}
