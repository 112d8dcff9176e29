package org.scepclient.it.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.device.Device;
import org.scepclient.it.device.Pem;
import org.scepclient.it.pki.Authority;
import org.scepclient.it.pki.Extensions;
import org.scepclient.it.process.Finished;
import org.scepclient.it.scripted.Exchange;
import org.scepclient.it.scripted.SentMessage;

/** Messages and files of {@code sscep enroll}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SscepEnrollIT {

    private SscepFixture bench;

    @BeforeAll
    void start(@TempDir Path directory) {
        bench = SscepFixture.in(directory);
    }

    @BeforeEach
    void forget() {
        bench.ca().reset();
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    @Test
    void asksForCapabilitiesFirstAndPostsOneMessage() {
        bench.enroll().run().mustSucceed();
        assertThat(bench.ca().exchanges()).extracting(Exchange::operation).containsExactly("GetCACaps", "PKIOperation");
        Exchange posted = bench.ca().exchanges().getLast();
        assertThat(posted.method()).isEqualTo("POST");
        assertThat(posted.header("Content-Type")).isEqualTo("application/x-pki-message");
    }

    @Test
    void printsTheLinesThatScriptsLookFor() {
        Finished enrolled = bench.enroll("-L", bench.file("self.pem")).run().mustSucceed();
        String id = bench.ca().lastMessage().transactionId();
        assertThat(enrolled.out())
                .contains("sscep: sending certificate request\n")
                .contains("sscep: valid response from server\n")
                .contains("sscep: reply transaction id: " + id + "\n")
                .contains("sscep: pkistatus: SUCCESS\n")
                .contains("sscep: certificate written as " + bench.device().certificate() + "\n")
                .contains("sscep: selfsigned certificate written as " + bench.file("self.pem") + "\n");
    }

    @Test
    void signsWithACertificateOfItsOwnThatCarriesTheRequestsSubjectAndKey() {
        bench.enroll("-L", bench.file("self.pem")).run().mustSucceed();
        Pem self = Pem.read(bench.file("self.pem")).mustBelongTo(bench.device().key());
        assertThat(bench.ca().lastMessage().type()).isEqualTo("19");
        assertThat(bench.ca().lastMessage().signer()).isEqualTo(self.certificate());
        assertThat(self.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=workbench,O=Devices");
        assertThat(self.certificate().getKeyUsage()).startsWith(true, false, true);
        assertThat(self.certificate().getSerialNumber().signum()).isPositive();
        assertThat(self.certificate().getSerialNumber().toByteArray().length).isLessThanOrEqualTo(20);
    }

    @Test
    void takesAStableTransactionIdFromTheKey() {
        bench.enroll().run().mustSucceed();
        String first = bench.ca().lastMessage().transactionId();
        bench.enroll().run().mustSucceed();
        assertThat(bench.ca().lastMessage().transactionId()).isEqualTo(first).matches("[0-9A-F]{32,64}");
    }

    @Test
    void usesAFreshNonceEachTime() {
        bench.enroll().run().mustSucceed();
        String first = bench.ca().lastMessage().senderNonce();
        bench.enroll().run().mustSucceed();
        assertThat(bench.ca().lastMessage().senderNonce()).isNotEqualTo(first).hasSize(32);
    }

    @Test
    void writesTheMessageAndSendsNothing() throws IOException {
        bench.enroll("-m", bench.file("message.pem")).run().mustSucceed();
        assertThat(bench.ca().exchanges("PKIOperation")).isEmpty();
        String pem = Files.readString(bench.file("message.pem"));
        String base64 = Pattern.compile("-----[^-]+-----").matcher(pem).replaceAll("");
        assertThat(SentMessage.read(Base64.getMimeDecoder().decode(base64)).type())
                .isEqualTo("19");
    }

    @Test
    void encryptsToTheNamedCertificate() {
        Authority other = Authority.selfSigned("CN=Other", Extensions.caWithoutRa());
        Pem.write(bench.file("other.pem"), other.certificate());
        bench.enroll("-e", bench.file("other.pem")).run();
        assertThat(bench.ca().lastMessage().recipient().getSerialNumber())
                .isEqualTo(other.certificate().getSerialNumber());
    }

    @Test
    void wantsSigningKeyAndSigningCertificateTogether() {
        bench.enroll("-K", bench.device().key()).run().mustExit(93);
        bench.enroll("-O", bench.caFile()).run().mustExit(93);
        assertThat(bench.ca().exchanges("PKIOperation")).isEmpty();
    }

    @Test
    void enrollsForADeviceInTheNameOfARegistrationAuthority() {
        bench.enrolled();
        Device foreign = bench.another("foreign");
        bench.enroll("-k", foreign.key(), "-r", foreign.request(), "-l", foreign.certificate())
                .and("-K", bench.device().key(), "-O", bench.device().certificate())
                .run()
                .mustSucceed();
        assertThat(bench.ca().lastMessage().signer())
                .isEqualTo(bench.device().issued().certificate());
        foreign.issued().mustBelongTo(foreign.key()).mustVerifyUnder(bench.caFile());
    }

    @Test
    void asksForARenewalAndFallsBackWhereTheServerHasNone() {
        bench.enrolled();
        Device next = bench.sameNameAgain("renewed");
        bench.enroll("-k", next.key(), "-r", next.request(), "-l", next.certificate())
                .and("-K", bench.device().key(), "-O", bench.device().certificate())
                .run()
                .mustSucceed();
        // jscep offers Renewal and answers it with HTTP 500.
        assertThat(bench.ca().exchanges("PKIOperation"))
                .extracting(sent -> sent.message().type())
                .containsExactly("17", "19");
        next.issued().mustBelongTo(next.key());
    }

    @Test
    void readsNumberedCaFilesWhenTheFileItselfIsNotThere() throws IOException {
        Files.copy(bench.caFile(), bench.file("numbered.pem-0"));
        bench.enroll("-c", bench.file("numbered.pem")).run().mustSucceed();
    }

    @Test
    void discardsTheCertificateOnRequest() {
        Finished enrolled = bench.enroll("-l", "/dev/null").run().mustSucceed();
        assertThat(enrolled.out()).contains("pkistatus: SUCCESS");
    }

    @Test
    void checksEveryOutputBeforeAnythingIsSent() {
        Finished refused = bench.enroll("-l", bench.file("no/such/directory/cert.pem"))
                .run()
                .mustExit(93);
        assertThat(bench.ca().exchanges()).isEmpty();
        assertThat(refused.err()).contains("no/such/directory");
    }
}
