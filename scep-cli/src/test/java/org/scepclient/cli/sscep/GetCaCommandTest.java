package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.operation.ScepServer;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.transport.HttpSettings;
import org.scepclient.transport.HttpUrl;
import org.scepclient.transport.Transport;
import org.scepclient.trust.Fingerprint;

class GetCaCommandTest {
    @TempDir
    Path dir;

    @Test
    void writesASingleCertificateToTheFile() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture fixture = new SscepFixture(dir);
            CommandRun run = fixture.getCa(ca);
            assertThat(run).isEqualTo(new CommandRun(0, "", ""));
            assertThat(fixture.files()).containsExactly("ca.crt");
            assertThat(fixture.certificate("ca.crt")).isEqualTo(ca.issuer());
        }
    }

    @Test
    void showsTheFingerprintWhenVerbose() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            CommandRun run = new SscepFixture(dir).getCa(ca, "-v");
            assertThat(run.lines())
                    .containsSequence(
                            "sscep: valid response from server",
                            "sscep: SHA256 fingerprint: " + ca.fingerprint(),
                            "sscep: CA certificate written as ca.crt");
        }
    }

    @ParameterizedTest
    @CsvSource({"md5, MD5", "sha1, SHA1", "sha224, SHA224", "sha384, SHA384", "sha512, SHA512"})
    void showsTheFingerprintThatIsAskedFor(String name, DigestAlgorithm digest) throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            CommandRun run = new SscepFixture(dir).getCa(ca, "-v", "-F", name);
            assertThat(run.out())
                    .contains("sscep: " + digest + " fingerprint: " + Fingerprint.of(ca.issuer(), digest) + "\n");
        }
    }

    @Test
    void writesABundleToNumberedFilesInItsOrder() throws Exception {
        try (TestCa ca = TestCa.start(
                SscepFixture.ca().ra(RaSetup.SPLIT).intermediate(true).build())) {
            SscepFixture fixture = new SscepFixture(dir);
            CommandRun run = fixture.getCa(ca, "-v");
            List<X509Certificate> sent = sentBy(ca);
            assertThat(sent).hasSize(4);
            for (int i = 0; i < sent.size(); i++) {
                assertThat(fixture.certificate("ca.crt-" + i)).isEqualTo(sent.get(i));
                assertThat(run.lines()).contains("sscep: certificate written as ca.crt-" + i);
            }
            assertThat(fixture.files()).hasSize(4);
            String subject = SlashName.of(sent.getFirst().getSubjectX500Principal());
            String issuer = SlashName.of(sent.getFirst().getIssuerX500Principal());
            assertThat(run.lines())
                    .containsSequence("sscep: found certificate with", "  subject: " + subject, "  issuer: " + issuer);
            assertThat(run.out())
                    .contains("  basic constraints: CA:FALSE\n")
                    .contains("  basic constraints: CA:TRUE\n")
                    .contains("  usage: Digital Signature\n")
                    .contains("  usage: Key Encipherment\n")
                    .contains("  SHA256 fingerprint: " + Fingerprint.of(sent.getFirst(), DigestAlgorithm.SHA256));
        }
    }

    private static List<X509Certificate> sentBy(TestCa ca) throws Exception {
        Transport transport = Transport.http(HttpSettings.defaults());
        return new ScepServer(HttpUrl.of(ca.url()), transport)
                .caCertificates(Optional.empty())
                .certificates();
    }

    @Test
    void acceptsTheExpectedFingerprint() throws Exception {
        try (TestCa ca = TestCa.start(
                SscepFixture.ca().ra(RaSetup.SINGLE).intermediate(true).build())) {
            String expected = ca.fingerprint().toString().toLowerCase(Locale.ROOT);
            assertThat(new SscepFixture(dir)
                            .getCa(ca, "--ca-fingerprint", expected)
                            .exitCode())
                    .isZero();
        }
    }

    /** Otherwise the trust anchor of an earlier pin would be read in addition to the new one. */
    @Test
    void renamesTheFilesOfAnEarlierReplyIfTheCaIsPinned() throws Exception {
        SscepFixture fixture = new SscepFixture(dir);
        try (TestCa old = TestCa.start(SscepFixture.ca().ra(RaSetup.SPLIT).build())) {
            assertThat(fixture.getCa(old, "--ca-fingerprint", old.fingerprint().toString())
                            .exitCode())
                    .isZero();
        }
        List<String> before = fixture.files();
        assertThat(before).hasSize(3);
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            CommandRun run =
                    fixture.getCa(ca, "--ca-fingerprint", ca.fingerprint().toString());
            assertThat(run.exitCode()).isZero();
            assertThat(run.errorLines()).hasSize(3).allMatch(line -> line.startsWith("sscep: moved ca.crt-"));
        }
        assertThat(fixture.files())
                .hasSize(4)
                .containsAll(before.stream().map(name -> name + ".old").toList());
    }

    @Test
    void writesNothingWhenTheFingerprintIsAnother() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture fixture = new SscepFixture(dir);
            CommandRun run = fixture.getCa(ca, "--ca-fingerprint", "AB".repeat(32));
            assertThat(run.exitCode()).isEqualTo(97);
            assertThat(run.errorLines())
                    .singleElement()
                    .asString()
                    .contains(ca.fingerprint().toString());
            assertThat(fixture.files()).isEmpty();
        }
    }

    @Test
    void readsTheExpectedFingerprintFromTheConfigurationFile() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture fixture =
                    new SscepFixture(dir).write("c.cnf", "[sscep]\nCAFingerprint = " + "AB".repeat(32) + "\n");
            assertThat(fixture.getCa(ca, "-f", "@c.cnf").exitCode()).isEqualTo(97);
        }
    }

    @Test
    void refusesAnInvalidFingerprint() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "")) {
            CommandRun run = new SscepFixture(dir)
                    .run("getca", "-u", server.url("/scep"), "-c", "@ca.crt", "--ca-fingerprint", "12:34");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -           | GET /scep?operation=GetCACert
            ''          | GET /scep?operation=GetCACert
            my ca       | GET /scep?operation=GetCACert&message=my%20ca
            """)
    void sendsTheIdentifierOnlyWhenThereIsOne(String identifier, String request) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "")) {
            SscepFixture fixture = new SscepFixture(dir);
            CommandRun run = identifier == null
                    ? fixture.run("getca", "-u", server.url("/scep"), "-c", "@ca.crt")
                    : fixture.run("getca", "-u", server.url("/scep"), "-c", "@ca.crt", "-i", identifier);
            assertThat(run.exitCode()).isEqualTo(97);
            assertThat(run.errorLines()).singleElement().asString().contains("identifier");
            assertThat(server.operations()).containsExactly(request);
        }
    }

    @Test
    void addsMonitorInformationToTheQuery() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "")) {
            new SscepFixture(dir).run("getca", "-u", server.url("/scep"), "-c", "@ca.crt", "-M", "a=1", "-M", "b=x y");
            assertThat(server.operations()).containsExactly("GET /scep?operation=GetCACert&a=1&b=x%20y");
        }
    }

    @Test
    void sendsNothingWhenTheFileCannotBeWritten() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "")) {
            CommandRun run = new SscepFixture(dir).run("getca", "-u", server.url("/scep"), "-c", "@none/ca.crt");
            assertThat(run.exitCode()).isEqualTo(93);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void warnsOfAFileOfAnEarlierLongerReply() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().ra(RaSetup.SINGLE).build())) {
            SscepFixture fixture = new SscepFixture(dir).write("ca.crt-2", "old");
            assertThat(fixture.getCa(ca).errorLines())
                    .containsExactly("sscep: ca.crt-2 is from an earlier reply; remove it if it is obsolete");
        }
    }

    @Test
    void describesTheCertificatesWithJson() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            assertThat(new SscepFixture(dir).getCa(ca, "--json").out())
                    .startsWith("{\"operation\":\"getca\",\"certificates\":[{\"subject\":")
                    .contains("\"sha256\":\"" + ca.fingerprint() + "\"")
                    .endsWith("\"}],\"exitCode\":0}\n");
        }
    }
}
