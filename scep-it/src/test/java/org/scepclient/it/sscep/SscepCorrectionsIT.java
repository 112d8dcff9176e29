package org.scepclient.it.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.it.device.Pem;
import org.scepclient.it.jscep.JscepSettings;
import org.scepclient.it.jscep.JscepSettings.NextCa;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;
import org.scepclient.it.scripted.ScriptedResponse;

/** Deliberate differences from the original, where that is unsafe or broken. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SscepCorrectionsIT {

    private static final String AES128 = "2.16.840.1.101.3.4.1.2";
    private static final String TRIPLE_DES = "1.2.840.113549.3.7";
    private static final String SHA256 = "2.16.840.1.101.3.4.2.1";
    private static final String SHA1 = "1.3.14.3.2.26";

    private SscepFixture fixture;

    @BeforeAll
    void start(@TempDir Path directory) {
        fixture = SscepFixture.in(directory);
    }

    @BeforeEach
    void forget() {
        fixture.ca().reset();
        fixture.delete(fixture.device().certificate());
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private void capabilities(int status, String words) {
        fixture.ca().answer("GetCACaps", ScriptedResponse.text(status, "text/plain", words));
    }

    @Test
    void refusesSuccessWithAServerError() {
        fixture.ca().status("PKIOperation", 500);
        fixture.enroll().run().mustExit(95);
        assertThat(fixture.device().certificate()).doesNotExist();
    }

    @Test
    void acceptsAVerifiedFailureWithAnHttpError() {
        // OpenXPKI sends its FAILURE with 400.
        JscepSettings settings = JscepSettings.withChallenge("another challenge");
        try (SscepFixture other = SscepFixture.in(fixture.file("failure-400"), settings)) {
            other.ca().status("PKIOperation", 400);
            other.enroll().run().mustExit(72);
        }
    }

    @Test
    void acceptsPendingWithHttp202() {
        JscepSettings settings =
                JscepSettings.withChallenge(SscepFixture.CHALLENGE).approvedByHand();
        try (SscepFixture other = SscepFixture.in(fixture.file("pending-202"), settings)) {
            other.ca().status("PKIOperation", 202);
            other.enroll("-n", 0).run().mustExit(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"404, nothing here", "200, ''", "200, <html>welcome</html>"})
    void usesAes128AndSha256WhereCapabilitiesAreMissing(int status, String words) {
        capabilities(status, words);
        fixture.enroll().run().mustSucceed();
        assertThat(fixture.ca().lastMessage().cipher()).isEqualTo(AES128);
        assertThat(fixture.ca().lastMessage().digest()).isEqualTo(SHA256);
    }

    @Test
    void usesTripleDesAndSha1OnlyWhereNothingBetterIsOffered() {
        capabilities(200, "POSTPKIOperation\nSHA-1\nDES3\n");
        fixture.enroll().run().mustSucceed();
        assertThat(fixture.ca().lastMessage().cipher()).isEqualTo(TRIPLE_DES);
        assertThat(fixture.ca().lastMessage().digest()).isEqualTo(SHA1);
    }

    @Test
    void leavesTheCaIdentifierOutWhenNoneIsGiven() {
        fixture.at("getca", "-c", fixture.file("plain.pem")).run().mustSucceed();
        assertThat(fixture.ca().exchanges("GetCACert").getLast().parameters()).doesNotContainKey("message");
    }

    @Test
    void acceptsTheCaWithTheExpectedFingerprint() {
        String fingerprint = fixture.openssl("x509", "-in", fixture.caFile(), "-noout", "-fingerprint", "-sha256")
                .out()
                .strip();
        Object hex = fingerprint.substring(fingerprint.indexOf('=') + 1);
        fixture.at("getca", "-c", fixture.file("expected.pem"), "--ca-fingerprint", hex)
                .run()
                .mustSucceed();
    }

    @Test
    void writesNothingWhenTheFingerprintDiffers() {
        String wrong = "00".repeat(32);
        Finished refused = fixture.at("getca", "-c", fixture.file("unexpected.pem"), "--ca-fingerprint", wrong)
                .run()
                .mustExit(97);
        assertThat(fixture.file("unexpected.pem")).doesNotExist();
        assertThat(refused.err()).contains("00:00").containsIgnoringCase("fingerprint");
    }

    @Test
    void asksForTheCrlOfTheDevicesOwnCertificate() {
        fixture.enrolled().getcrl().run().mustSucceed();
        assertThat(fixture.ca().ca().crlQueries().getLast())
                .isEqualTo(fixture.device().issued().certificate().getSerialNumber());
    }

    @Test
    void boundsTheSizeOfAReply() {
        byte[] endless = new byte[80_000_000];
        Arrays.fill(endless, (byte) 0x30);
        fixture.ca().answer("GetCACert", ScriptedResponse.bytes("application/x-x509-ca-cert", endless));
        Finished refused =
                fixture.at("getca", "-c", fixture.file("endless.pem")).run();
        assertThat(refused.exit()).isIn(95, 97);
        assertThat(refused.err()).startsWith("sscep: ").contains("longer than");
        assertThat(fixture.file("endless.pem")).doesNotExist();
    }

    @Test
    void replacesAnOutputAsAWhole() throws Exception {
        Path link = fixture.file("linked.crt");
        Path old = fixture.write("old.crt", "old content\n");
        Files.createLink(link, old);
        fixture.enroll("-l", link).run().mustSucceed();
        Pem.read(link).mustBelongTo(fixture.device().key());
        assertThat(old).hasContent("old content\n");
    }

    @Test
    void keepsAnOutputThatAFailureWouldHaveReplaced() {
        Path kept = fixture.write("kept.crt", "good content\n");
        fixture.ca().answer("PKIOperation", ScriptedResponse.text(200, "application/x-pki-message", "junk"));
        fixture.enroll("-l", kept).run().mustExit(97);
        assertThat(kept).hasContent("good content\n");
    }

    @Test
    void refusesANextCaOfAnUntrustedSigner() {
        try (SscepFixture other = SscepFixture.in(fixture.file("stranger"), followedBy(NextCa.SIGNED_BY_CURRENT))) {
            Path next = other.file("next.pem");
            other.at("getnextca", "-c", next, "-C", fixture.caFile()).run().mustExit(97);
            assertThat(next).doesNotExist();
        }
    }

    @Test
    void refusesANextCaThatStandsOutsideTheSignature() {
        // jscep puts the certificate outside of the signed content, so that anyone could replace it.
        try (SscepFixture other = SscepFixture.in(fixture.file("unsigned"), followedBy(NextCa.SELF_SIGNED))) {
            Path next = other.file("next.pem");
            Finished refused = other.at("getnextca", "-c", next, "-C", other.caFile())
                    .run()
                    .mustExit(97);
            assertThat(refused.err()).contains("is outside the content that the current CA signed");
            assertThat(next).doesNotExist();
        }
    }

    private static JscepSettings followedBy(NextCa next) {
        return JscepSettings.withChallenge(SscepFixture.CHALLENGE).followedBy(next);
    }

    @Test
    void readsAnEncryptedKeyWithAPassphraseFromTheEnvironmentOrAFile() throws Exception {
        Path locked = fixture.file("locked.key");
        Command.of("openssl", "pkcs8", "-topk8", "-in", fixture.device().key(), "-out", locked)
                .and("-v2", "aes256", "-passout", "pass:open sesame")
                .run()
                .mustSucceed();
        Path secret = fixture.write("passphrase", "open sesame\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        fixture.enroll("-k", locked, "--passphrase", "file:" + secret).run().mustSucceed();
        fixture.enroll("-k", locked, "--passphrase", "env:SESAME")
                .with("SESAME", "open sesame")
                .run()
                .mustSucceed();
        Finished refused = fixture.enroll("-k", locked).run().mustExit(93);
        assertThat(refused.err()).contains("passphrase");
    }

    @Test
    void neverTakesAPassphraseFromTheCommandLine() {
        Finished refused = fixture.enroll("--passphrase", "open sesame").run().mustExit(1);
        assertThat(refused.everything()).doesNotContain("open sesame");
    }
}
