package org.scepclient.it.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.device.Pem;
import org.scepclient.it.jscep.JscepSettings;
import org.scepclient.it.process.Finished;
import org.scepclient.it.scripted.ScriptedResponse;

/** {@code getcaps}, {@code getca}, {@code getcert} and {@code getcrl}: lines, files and selection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SscepQueryIT {

    private SscepFixture fixture;

    @BeforeAll
    void start(@TempDir Path directory) {
        fixture = SscepFixture.in(directory).enrolled();
    }

    @BeforeEach
    void forget() {
        fixture.ca().reset();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private String serial() {
        return fixture.device().issued().certificate().getSerialNumber().toString();
    }

    private void mustBeTheDevicesOwn(Path copy) {
        assertThat(Pem.read(copy).certificate())
                .isEqualTo(fixture.device().issued().certificate());
    }

    @Test
    void listsCapabilitiesInAFixedOrderAndUnknownKeywordsOnStandardError() {
        String caps =
                "sha-256\r\nFrob\r\nAES\r\nPOSTPKIOperation\r\nSCEPStandard\r\nGetNextCACert\nRenewal\nSHA-512\nDES3";
        fixture.ca().answer("GetCACaps", ScriptedResponse.text(200, "text/html", caps));
        Finished listed = fixture.at("getcaps").run().mustSucceed();
        assertThat(listed.lines())
                .containsExactly("sscep: scep capabilities: AES, DES3, GetNextCACert, POSTPKIOperation, Renewal,"
                        + " SHA-256, SHA-512, SCEPStandard");
        assertThat(listed.err()).contains("sscep: unknown capability Frob");
    }

    @Test
    void printsTheCaCertificateWithVerbose() {
        Finished verbose = fixture.at("getca", "-v", "-c", fixture.file("verbose.pem"))
                .run()
                .mustSucceed();
        assertThat(verbose.out())
                .contains("sscep: valid response from server\n")
                .containsPattern("sscep: SHA256 fingerprint: ([0-9A-F]{2}:){31}[0-9A-F]{2}\n")
                .contains("sscep: CA certificate written as " + fixture.file("verbose.pem") + "\n");
    }

    @Test
    void numbersTheCertificatesOfAnRaReply() {
        try (SscepFixture split = SscepFixture.in(
                fixture.file("split"),
                JscepSettings.withChallenge(SscepFixture.CHALLENGE).splitAsNdes())) {
            Path output = split.file("ra.pem");
            Finished verbose = split.at("getca", "-v", "-c", output).run().mustSucceed();
            assertThat(output).doesNotExist();
            assertThat(verbose.out())
                    .contains("sscep: found certificate with\n")
                    .containsPattern("(?m)^  subject: ")
                    .containsPattern("(?m)^  issuer: ")
                    .containsPattern("(?m)^  usage: ")
                    .containsPattern("(?m)^  SHA256 fingerprint: ")
                    .contains("sscep: certificate written as " + output + "-0\n")
                    .contains("sscep: certificate written as " + output + "-2\n");
            split.enroll("-c", output).run().mustSucceed();
        }
    }

    @Test
    void fetchesByDecimalSerialNumber() {
        Finished fetched = fixture.getcert("-s", serial()).run().mustSucceed();
        assertThat(fetched.out()).contains("requesting certificate").contains("pkistatus: SUCCESS");
        mustBeTheDevicesOwn(fixture.file("copy.pem"));
    }

    @Test
    void fetchesByHexadecimalSerialNumber() {
        String hex = fixture.device().issued().serial();
        fixture.getcert("-s", hex.replaceAll("(..)(?!$)", "$1:"), "-w", fixture.file("colons.pem"))
                .run()
                .mustSucceed();
        mustBeTheDevicesOwn(fixture.file("colons.pem"));
        if (hex.matches(".*[A-F].*")) {
            fixture.getcert("-s", hex.toLowerCase(Locale.ROOT), "-w", fixture.file("hex.pem"))
                    .run()
                    .mustSucceed();
            mustBeTheDevicesOwn(fixture.file("hex.pem"));
        }
    }

    @Test
    void takesTheIssuerOfTheWantedCertificateFromAFile() {
        fixture.getcert("-s", serial(), "-O", fixture.caFile(), "-w", fixture.file("issuer.pem"))
                .run()
                .mustSucceed();
        mustBeTheDevicesOwn(fixture.file("issuer.pem"));
    }

    @Test
    void reportsACertificateThatTheCaDoesNotHave() {
        Finished refused = fixture.getcert("-s", "4711", "-w", fixture.file("none.pem"))
                .run()
                .mustExit(74);
        assertThat(refused.everything()).contains("No certificate could be identified matching");
        assertThat(fixture.file("none.pem")).doesNotExist();
    }

    @Test
    void refusesAnInvalidSerialNumber() {
        fixture.getcert("-s", "seven").run().mustExit(91);
        fixture.getcert().run().mustExit(1);
    }

    @Test
    void fetchesTheCrl() {
        Finished fetched = fixture.getcrl().run().mustSucceed();
        assertThat(fetched.out()).contains("requesting crl").contains("CRL written as " + fixture.file("crl.pem"));
        assertThat(fixture.openssl("crl", "-in", fixture.file("crl.pem"), "-noout", "-CAfile", fixture.caFile())
                        .everything())
                .contains("verify OK");
    }

    @Test
    void asksForTheCrlOfAnotherCertificate() {
        fixture.getcrl("-O", fixture.device().certificate(), "-w", fixture.file("other-crl.pem"))
                .run()
                .mustSucceed();
        assertThat(fixture.file("other-crl.pem")).exists();
    }

    @Test
    void queriesOverGetWhereTheCaTakesNoPost() {
        fixture.ca().answer("GetCACaps", ScriptedResponse.text(200, "text/plain", "AES\nSHA-256\n"));
        fixture.getcrl().run().mustSucceed();
        assertThat(fixture.ca().exchanges("PKIOperation").getLast().method()).isEqualTo("GET");
        assertThat(fixture.ca().exchanges("PKIOperation").getLast().target()).doesNotContain("+");
    }
}
