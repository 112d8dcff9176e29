package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.fault.Fault;
import org.scepclient.value.Secret;

/** The remedy for each refusal, with the names of the options. */
class RemedyTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            bad-alg           | use a cipher and a digest that the server knows (-E, -S)
            bad-message-check | fetch its certificates again; and check the signing certificate (-c)
            bad-time          | compare this device's clock with the server's
            bad-request       | none was sent, and whether the CA allows the subject, the names and the template (challengePassword in the file of -r)
            fail-info-missing | see the server's log for the reason
            """)
    void endsTheLineOfARefusedEnrollment(String fault, String remedy) throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
            fixture.getCa(ca);
            ca.fault(Fault.of(fault).orElseThrow());
            assertThat(fixture.enroll(ca, "dev").errorLines())
                    .singleElement()
                    .asString()
                    .containsPattern(java.util.regex.Pattern.quote(remedy) + " \\[protocol[.a-z-]+]$");
        }
    }

    @Test
    void namesTheChallengeOfTheRequestAndItsPlaceInTheConfigurationFile() throws Exception {
        try (TestCa ca =
                TestCa.start(SscepFixture.ca().challenge(Secret.of("s3cret")).build())) {
            SscepFixture fixture =
                    new SscepFixture(dir).device("dev", DeviceKeys.FIRST, SscepFixture.template("/CN=dev", "n0t-it"));
            fixture.getCa(ca);
            fixture.write("c.cnf", "[sscep_enroll]\nCertReqFile=" + fixture.file("dev.csr") + "\n");
            CommandRun run = fixture.run(
                    "enroll", "-f", "@c.cnf", "-u", ca.url().toString(), "-c", "@ca.crt", "-k", "@dev.key", "-l", "@l");
            assertThat(run.exitCode()).isEqualTo(72);
            assertThat(run.errorLines())
                    .singleElement()
                    .asString()
                    .contains("; check the challenge password, and whether the CA allows")
                    .endsWith(" (challengePassword in the file of c.cnf:2) [protocol.failure.bad-request]")
                    .doesNotContain("n0t-it");
        }
    }

    @Test
    void namesTheOptionsOfAnUnknownTransactionAndOfAnUnknownCertificate() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
            fixture.getCa(ca);
            assertThat(fixture.enroll(ca, "dev", "-R").err())
                    .contains("; the CA does not know the request, or not any more; enroll again (without -R) [");
            assertThat(fixture.enroll(ca, "dev").exitCode()).isZero();
            String[] query = {"-u", ca.url().toString(), "-c", "@ca.crt", "-k", "@dev.key", "-l", "@dev.crt", "-w", "@w"
            };
            assertThat(fixture.run(words("getcert -s 4711", query)).err())
                    .contains("; check issuer and serial number (-s) [protocol.failure.bad-cert-id]");
        }
    }

    @Test
    void namesTheCertificateThatSignsARenewal() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture fixture = new SscepFixture(dir)
                    .device("old", DeviceKeys.FIRST, SscepFixture.template("/CN=dev"))
                    .device("dev", DeviceKeys.SECOND);
            fixture.getCa(ca);
            assertThat(fixture.enroll(ca, "old").exitCode()).isZero();
            ca.fault(Fault.BAD_REQUEST);
            assertThat(fixture.enroll(ca, "dev", "-K", "@old.key", "-O", "@old.crt")
                            .err())
                    .contains(", and still accepts the signing certificate (-O) [protocol.failure.bad-request]");
        }
    }

    private static String[] words(String line, String... more) {
        String[] first = line.split(" ");
        String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
