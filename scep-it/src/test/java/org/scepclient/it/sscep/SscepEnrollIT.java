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

    private SscepFixture fixture;

    @BeforeAll
    void start(@TempDir Path directory) {
        fixture = SscepFixture.in(directory);
    }

    @BeforeEach
    void forget() {
        fixture.ca().reset();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void asksForCapabilitiesFirstAndPostsOneMessage() {
        fixture.enroll().run().mustSucceed();
        assertThat(fixture.ca().exchanges())
                .extracting(Exchange::operation)
                .containsExactly("GetCACaps", "PKIOperation");
        Exchange posted = fixture.ca().exchanges().getLast();
        assertThat(posted.method()).isEqualTo("POST");
        assertThat(posted.header("Content-Type")).isEqualTo("application/x-pki-message");
    }

    @Test
    void printsTheLinesThatScriptsLookFor() {
        Finished enrolled = fixture.enroll("-L", fixture.file("self.pem")).run().mustSucceed();
        String id = fixture.ca().lastMessage().transactionId();
        assertThat(enrolled.out())
                .contains("sscep: sending certificate request\n")
                .contains("sscep: valid response from server\n")
                .contains("sscep: reply transaction id: " + id + "\n")
                .contains("sscep: pkistatus: SUCCESS\n")
                .contains("sscep: certificate written as " + fixture.device().certificate() + "\n")
                .contains("sscep: selfsigned certificate written as " + fixture.file("self.pem") + "\n");
    }

    @Test
    void signsWithACertificateOfItsOwnThatCarriesTheRequestsSubjectAndKey() {
        fixture.enroll("-L", fixture.file("self.pem")).run().mustSucceed();
        Pem self =
                Pem.read(fixture.file("self.pem")).mustBelongTo(fixture.device().key());
        assertThat(fixture.ca().lastMessage().type()).isEqualTo("19");
        assertThat(fixture.ca().lastMessage().signer()).isEqualTo(self.certificate());
        assertThat(self.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=workbench,O=Devices");
        assertThat(self.certificate().getKeyUsage()).startsWith(true, false, true);
        assertThat(self.certificate().getSerialNumber().signum()).isPositive();
        assertThat(self.certificate().getSerialNumber().toByteArray().length).isLessThanOrEqualTo(20);
    }

    @Test
    void takesAStableTransactionIdFromTheKey() {
        fixture.enroll().run().mustSucceed();
        String first = fixture.ca().lastMessage().transactionId();
        fixture.enroll().run().mustSucceed();
        assertThat(fixture.ca().lastMessage().transactionId()).isEqualTo(first).matches("[0-9A-F]{32,64}");
    }

    @Test
    void usesAFreshNonceEachTime() {
        fixture.enroll().run().mustSucceed();
        String first = fixture.ca().lastMessage().senderNonce();
        fixture.enroll().run().mustSucceed();
        assertThat(fixture.ca().lastMessage().senderNonce()).isNotEqualTo(first).hasSize(32);
    }

    @Test
    void writesTheMessageAndSendsNothing() throws IOException {
        fixture.enroll("-m", fixture.file("message.pem")).run().mustSucceed();
        assertThat(fixture.ca().exchanges("PKIOperation")).isEmpty();
        String pem = Files.readString(fixture.file("message.pem"));
        String base64 = Pattern.compile("-----[^-]+-----").matcher(pem).replaceAll("");
        assertThat(SentMessage.read(Base64.getMimeDecoder().decode(base64)).type())
                .isEqualTo("19");
    }

    @Test
    void encryptsToTheNamedCertificate() {
        Authority other = Authority.selfSigned("CN=Other", Extensions.caWithoutRa());
        Pem.write(fixture.file("other.pem"), other.certificate());
        fixture.enroll("-e", fixture.file("other.pem")).run();
        assertThat(fixture.ca().lastMessage().recipient().getSerialNumber())
                .isEqualTo(other.certificate().getSerialNumber());
    }

    @Test
    void wantsSigningKeyAndSigningCertificateTogether() {
        fixture.enroll("-K", fixture.device().key()).run().mustExit(93);
        fixture.enroll("-O", fixture.caFile()).run().mustExit(93);
        assertThat(fixture.ca().exchanges("PKIOperation")).isEmpty();
    }

    @Test
    void enrollsForADeviceInTheNameOfARegistrationAuthority() {
        fixture.enrolled();
        Device foreign = fixture.another("foreign");
        fixture.enroll("-k", foreign.key(), "-r", foreign.request(), "-l", foreign.certificate())
                .and("-K", fixture.device().key(), "-O", fixture.device().certificate())
                .run()
                .mustSucceed();
        assertThat(fixture.ca().lastMessage().signer())
                .isEqualTo(fixture.device().issued().certificate());
        foreign.issued().mustBelongTo(foreign.key()).mustVerifyUnder(fixture.caFile());
    }

    @Test
    void asksForARenewalAndFallsBackWhereTheServerHasNone() {
        fixture.enrolled();
        Device next = fixture.sameNameAgain("renewed");
        fixture.enroll("-k", next.key(), "-r", next.request(), "-l", next.certificate())
                .and("-K", fixture.device().key(), "-O", fixture.device().certificate())
                .run()
                .mustSucceed();
        // jscep offers Renewal and answers it with HTTP 500.
        assertThat(fixture.ca().exchanges("PKIOperation"))
                .extracting(sent -> sent.message().type())
                .containsExactly("17", "19");
        next.issued().mustBelongTo(next.key());
    }

    @Test
    void readsNumberedCaFilesWhenTheFileItselfIsNotThere() throws IOException {
        Files.copy(fixture.caFile(), fixture.file("numbered.pem-0"));
        fixture.enroll("-c", fixture.file("numbered.pem")).run().mustSucceed();
    }

    @Test
    void discardsTheCertificateOnRequest() {
        Finished enrolled = fixture.enroll("-l", "/dev/null").run().mustSucceed();
        assertThat(enrolled.out()).contains("pkistatus: SUCCESS");
    }

    @Test
    void checksEveryOutputBeforeAnythingIsSent() {
        Finished refused = fixture.enroll("-l", fixture.file("no/such/directory/cert.pem"))
                .run()
                .mustExit(93);
        assertThat(fixture.ca().exchanges()).isEmpty();
        assertThat(refused.err()).contains("no/such/directory");
    }
}
