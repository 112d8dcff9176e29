package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.pem.PemWriter;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.authority.RaSetup;

/** The certificates of {@code -c} and {@code -e}, tested by enrolling. */
class CaFilesTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({"NONE, false", "NONE, true", "SINGLE, false", "SINGLE, true", "SPLIT, false", "SPLIT, true"})
    void findsThePartsOfTheFilesThatGetcaWrote(RaSetup ra, boolean intermediate) throws Exception {
        try (TestCa ca =
                TestCa.start(SscepFixture.ca().ra(ra).intermediate(intermediate).build())) {
            SscepFixture fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
            fixture.getCa(ca);
            assertThat(fixture.enroll(ca, "dev").exitCode()).isZero();
            fixture.certificate("dev.crt").verify(ca.issuer().getPublicKey());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SINGLE", "SPLIT"})
    void readsTheFilesBesideTheOneThatIsNamed(RaSetup ra) throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().ra(ra).build())) {
            SscepFixture fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
            fixture.getCa(ca);
            for (int i = 0; i < ca.caCertificates().size(); i++) {
                CommandRun run = fixture.enroll(ca, "dev", "-c", "@ca.crt-" + i);
                assertThat(run.exitCode()).as("ca.crt-%s: %s", i, run.err()).isZero();
            }
        }
    }

    @Test
    void readsSeveralCertificatesFromOneFile() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().ra(RaSetup.SPLIT).build())) {
            SscepFixture fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
            fixture.write("ca.crt", PemWriter.certificates(ca.caCertificates()));
            assertThat(fixture.enroll(ca, "dev").exitCode()).isZero();
        }
    }

    @Test
    void refusesACertificateWhoseIssuerIsNotConfigured() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().ra(RaSetup.SINGLE).build())) {
            SscepFixture fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
            fixture.write("ra.crt", PemWriter.certificate(ca.caCertificates().getFirst()));
            CommandRun run = fixture.enroll(ca, "dev", "-c", "@ra.crt");
            assertThat(run.exitCode()).isEqualTo(97);
            assertThat(run.errorLines()).singleElement().asString().contains("to trust that CA, add its certificate");
            assertThat(fixture.has("dev.crt")).isFalse();
        }
    }

    @Test
    void encryptsToTheCertificateOfTheEncryptionOption() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build());
                TestCa other = TestCa.start(SscepFixture.ca()
                        .keys(new GeneratedKeyPairs(2048, new SecureRandom()))
                        .build())) {
            SscepFixture fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
            fixture.getCa(ca);
            fixture.write("other.crt", PemWriter.certificate(other.issuer()));
            CommandRun run = fixture.enroll(ca, "dev", "-e", "@other.crt");
            assertThat(run.exitCode()).as(run.err()).isNotZero();
            assertThat(fixture.has("dev.crt")).isFalse();
        }
    }

    @Test
    void ignoresTheEncryptionOptionBesideNumberedFiles() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().ra(RaSetup.SPLIT).build())) {
            SscepFixture fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
            fixture.getCa(ca);
            CommandRun run = fixture.enroll(ca, "dev", "-v", "-e", "@absent.crt");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("-e: ignored, because ");
        }
    }

    @Test
    void prefersTheFileItselfToNumberedOnes() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
            fixture.getCa(ca);
            fixture.write("ca.crt-0", "damaged");
            assertThat(fixture.enroll(ca, "dev").exitCode()).isZero();
        }
    }

    @Test
    void namesTheNumberedFileThatIsDamaged() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().ra(RaSetup.SINGLE).build())) {
            SscepFixture fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
            fixture.getCa(ca);
            Files.writeString(fixture.file("ca.crt-1"), "damaged");
            CommandRun run = fixture.enroll(ca, "dev");
            assertThat(run.exitCode()).isEqualTo(93);
            assertThat(run.err()).startsWith("sscep: ca.crt-1: ");
        }
    }
}
