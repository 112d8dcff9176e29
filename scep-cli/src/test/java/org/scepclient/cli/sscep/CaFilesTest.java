package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.pem.PemWriter;
import org.scepclient.pkcs10.ExtendedKeyUsage;
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
    void refusesTheCertificateOfADeviceBeforeAnythingIsSent() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build());
                ScriptedServer server = ScriptedServer.answering(200, "")) {
            SscepFixture fixture = new SscepFixture(dir)
                    .device("dev", DeviceKeys.FIRST)
                    .device(
                            "tls",
                            DeviceKeys.SECOND,
                            SscepFixture.template("/CN=tls")
                                    .withExtendedKeyUsages(List.of(ExtendedKeyUsage.SERVER_AUTH)));
            fixture.getCa(ca);
            assertThat(fixture.enroll(ca, "dev").exitCode()).isZero();
            assertThat(fixture.enroll(ca, "tls").exitCode()).isZero();
            String[] own = {"-c", "@dev.crt", "-u", server.url("/")};
            String message =
                    "sscep: dev.crt (-c): the certificate of 'CN=dev' is that of the device itself, not a CA's; give the"
                            + " file that getca wrote, with the certificate of 'CN=Test CA,O=scepClient test CA' [trust.untrusted]\n";
            assertThat(fixture.enroll(ca, "dev", own).err()).isEqualTo(message);
            assertThat(fixture.enroll(ca, "dev", "-c", "@tls.crt", "-u", server.url("/"))
                            .err())
                    .startsWith(
                            "sscep: tls.crt (-c): the certificate of 'CN=tls' is that of a device or a server, not a CA's");
            for (String query : new String[] {"getcert -s 1", "getcrl"}) {
                CommandRun run = fixture.run(
                        (query + " -u " + server.url("/") + " -c @dev.crt -k @dev.key -l @dev.crt -w @out").split(" "));
                assertThat(run.exitCode()).isEqualTo(97);
                assertThat(run.err()).isEqualTo(message);
            }
            assertThat(server.requests()).isEmpty();
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
