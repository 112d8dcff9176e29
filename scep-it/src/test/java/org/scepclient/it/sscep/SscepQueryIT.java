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

    private SscepFixture bench;

    @BeforeAll
    void start(@TempDir Path directory) {
        bench = SscepFixture.in(directory).enrolled();
    }

    @BeforeEach
    void forget() {
        bench.ca().reset();
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    private String serial() {
        return bench.device().issued().certificate().getSerialNumber().toString();
    }

    private void mustBeTheDevicesOwn(Path copy) {
        assertThat(Pem.read(copy).certificate())
                .isEqualTo(bench.device().issued().certificate());
    }

    @Test
    void listsCapabilitiesInAFixedOrderAndUnknownWordsOnStandardError() {
        String caps =
                "sha-256\r\nFrob\r\nAES\r\nPOSTPKIOperation\r\nSCEPStandard\r\nGetNextCACert\nRenewal\nSHA-512\nDES3";
        bench.ca().answer("GetCACaps", ScriptedResponse.text(200, "text/html", caps));
        Finished listed = bench.at("getcaps").run().mustSucceed();
        assertThat(listed.lines())
                .containsExactly("sscep: scep capabilities: AES, DES3, GetNextCACert, POSTPKIOperation, Renewal,"
                        + " SHA-256, SHA-512, SCEPStandard");
        assertThat(listed.err()).contains("sscep: unknown capability Frob");
    }

    @Test
    void tellsTheCaCertificateWithVerbose() {
        Finished told =
                bench.at("getca", "-v", "-c", bench.file("told.pem")).run().mustSucceed();
        assertThat(told.out())
                .contains("sscep: valid response from server\n")
                .containsPattern("sscep: SHA256 fingerprint: ([0-9A-F]{2}:){31}[0-9A-F]{2}\n")
                .contains("sscep: CA certificate written as " + bench.file("told.pem") + "\n");
    }

    @Test
    void numbersTheCertificatesOfAnRaReply() {
        try (SscepFixture split = SscepFixture.in(
                bench.file("split"),
                JscepSettings.withChallenge(SscepFixture.CHALLENGE).splitAsNdes())) {
            Path output = split.file("ra.pem");
            Finished told = split.at("getca", "-v", "-c", output).run().mustSucceed();
            assertThat(output).doesNotExist();
            assertThat(told.out())
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
        Finished fetched = bench.getcert("-s", serial()).run().mustSucceed();
        assertThat(fetched.out()).contains("requesting certificate").contains("pkistatus: SUCCESS");
        mustBeTheDevicesOwn(bench.file("copy.pem"));
    }

    @Test
    void fetchesByHexadecimalSerialNumber() {
        String hex = bench.device().issued().serial();
        bench.getcert("-s", hex.replaceAll("(..)(?!$)", "$1:"), "-w", bench.file("colons.pem"))
                .run()
                .mustSucceed();
        mustBeTheDevicesOwn(bench.file("colons.pem"));
        if (hex.matches(".*[A-F].*")) {
            bench.getcert("-s", hex.toLowerCase(Locale.ROOT), "-w", bench.file("hex.pem"))
                    .run()
                    .mustSucceed();
            mustBeTheDevicesOwn(bench.file("hex.pem"));
        }
    }

    @Test
    void takesTheIssuerOfTheWantedCertificateFromAFile() {
        bench.getcert("-s", serial(), "-O", bench.caFile(), "-w", bench.file("issuer.pem"))
                .run()
                .mustSucceed();
        mustBeTheDevicesOwn(bench.file("issuer.pem"));
    }

    @Test
    void reportsACertificateThatTheCaDoesNotHave() {
        Finished refused =
                bench.getcert("-s", "4711", "-w", bench.file("none.pem")).run().mustExit(74);
        assertThat(refused.everything()).contains("No certificate could be identified matching");
        assertThat(bench.file("none.pem")).doesNotExist();
    }

    @Test
    void refusesASerialNumberThatIsNone() {
        bench.getcert("-s", "seven").run().mustExit(91);
        bench.getcert().run().mustExit(1);
    }

    @Test
    void fetchesTheCrl() {
        Finished fetched = bench.getcrl().run().mustSucceed();
        assertThat(fetched.out()).contains("requesting crl").contains("CRL written as " + bench.file("crl.pem"));
        assertThat(bench.openssl("crl", "-in", bench.file("crl.pem"), "-noout", "-CAfile", bench.caFile())
                        .everything())
                .contains("verify OK");
    }

    @Test
    void asksForTheCrlOfAnotherCertificate() {
        bench.getcrl("-O", bench.device().certificate(), "-w", bench.file("other-crl.pem"))
                .run()
                .mustSucceed();
        assertThat(bench.file("other-crl.pem")).exists();
    }

    @Test
    void queriesOverGetWhereTheCaTakesNoPost() {
        bench.ca().answer("GetCACaps", ScriptedResponse.text(200, "text/plain", "AES\nSHA-256\n"));
        bench.getcrl().run().mustSucceed();
        assertThat(bench.ca().exchanges("PKIOperation").getLast().method()).isEqualTo("GET");
        assertThat(bench.ca().exchanges("PKIOperation").getLast().target()).doesNotContain("+");
    }
}
