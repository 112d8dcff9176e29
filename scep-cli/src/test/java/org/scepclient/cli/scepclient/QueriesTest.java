package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.file.TextFile;
import org.scepclient.fixture.UnusedPort;
import org.scepclient.pem.PemReader;
import org.scepclient.pem.PemWriter;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.fault.Fault;

class QueriesTest {
    @TempDir
    Path directory;

    private final CommandRun command = new CommandRun();
    private TestCa ca;

    @BeforeEach
    void enroll() throws IOException {
        ca = TestCa.start(TestCaConfig.builder().intermediate(true).build());
        assertThat(command.run(
                        "enroll",
                        "--url",
                        ca.url().toString(),
                        "--out",
                        directory.toString(),
                        "--subject",
                        "/CN=a",
                        "--trust-on-first-use"))
                .isZero();
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private X509CRL crl() throws Exception {
        return PemReader.of(Files.readString(directory.resolve("crl.pem")), "crl.pem")
                .crls()
                .getFirst();
    }

    @Test
    void getsTheCrlFromTheCertificatesOwnDistributionPoint() throws Exception {
        assertThat(command.run("crl", "--cert", file("cert.pem"), "--out", file("crl.pem")))
                .isZero();

        assertThat(crl().getIssuerX500Principal()).isEqualTo(ca.issuer().getSubjectX500Principal());
        assertThat(command.out()).startsWith("The CRL of ").contains(" is not revoked.\n");
    }

    @Test
    void getsTheCrlByScep() throws Exception {
        ca.revoke(ca.issued().getFirst().getSerialNumber());

        int status =
                command.run("crl", "--cert", file("cert.pem"), "--url", ca.url().toString(), "--out", file("crl.pem"));

        assertThat(status).isEqualTo(77);
        assertThat(crl().getRevokedCertificates()).hasSize(1);
        assertThat(command.out()).contains(" is REVOKED.\n");
    }

    @Test
    void writesPemToStandardOutputAndNothingElse() {
        assertThat(command.run("crl", "--cert", file("cert.pem"))).isZero();

        assertThat(command.out()).startsWith("-----BEGIN X509 CRL-----\n").endsWith("-----END X509 CRL-----\n");
        assertThat(command.err()).isEmpty();
    }

    @Test
    void writesNoCrlThatTheCaDidNotSign() throws Exception {
        try (TestCa other =
                TestCa.start(TestCaConfig.builder().intermediate(true).build())) {
            Files.writeString(directory.resolve("ca.pem"), PemWriter.certificates(other.caCertificates()));

            assertThat(command.run("crl", "--cert", file("cert.pem"), "--out", file("crl.pem")))
                    .isEqualTo(97);
        }

        assertThat(command.err())
                .startsWith("scepclient: http://")
                .contains("/ca.crl: the CRL of '"
                        + ca.issuer().getSubjectX500Principal().getName()
                        + "' is not signed by a configured CA")
                .endsWith("; to trust that CA, add its certificate to the configured ones (--ca) [trust.signature]")
                .hasLineCount(1);
        assertThat(directory.resolve("crl.pem")).doesNotExist();
    }

    @Test
    void writesNoCrlThatIsOutOfDate() {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(30));

        assertThat(command.at(later).run("crl", "--cert", file("cert.pem"), "--out", file("crl.pem")))
                .isEqualTo(97);

        assertThat(command.err())
                .contains("' is not current: it expired at ")
                .hasLineCount(1)
                .containsPattern(", and now is [-0-9T:]+Z;");
        assertThat(directory.resolve("crl.pem")).doesNotExist();
    }

    @Test
    void reportsAMissingCaCertificate() throws Exception {
        Files.delete(directory.resolve("ca.pem"));

        assertThat(command.run("crl", "--cert", file("cert.pem"))).isEqualTo(93);

        assertThat(command.err())
                .isEqualTo("scepclient: no CA certificate to verify with: " + file("ca.pem")
                        + " does not exist; add --ca FILE [storage]");
    }

    @Test
    void reportsAMissingDistributionPoint() {
        int status = command.run("crl", "--cert", file("ca.pem"));

        assertThat(status).isEqualTo(93);
        assertThat(command.err())
                .contains("the certificate has no URL of its CRL; add --from URL, or query the CA by SCEP");
    }

    @Test
    void getsTheIssuersCertificateFromTheUrlInTheCertificate() throws Exception {
        assertThat(command.run("cert", "--cert", file("cert.pem"), "--out", file("issuer.pem")))
                .isZero();

        assertThat(TextFile.certificate(directory.resolve("issuer.pem"))).isEqualTo(ca.issuer());
    }

    @Test
    void getsACertificateByScepAndSerialNumber() throws Exception {
        String serial = ca.issued().getFirst().getSerialNumber().toString(16);

        int status = command.run(
                "cert",
                "--cert",
                file("cert.pem"),
                "--url",
                ca.url().toString(),
                "--serial",
                serial,
                "--out",
                file("again.pem"));

        assertThat(status).isZero();
        assertThat(TextFile.certificate(directory.resolve("again.pem")))
                .isEqualTo(TextFile.certificate(directory.resolve("cert.pem")));
    }

    @Test
    void namesTheSerialNumberThatTheCaDoesNotKnow() {
        int status = command.run(
                "cert", "--cert", file("cert.pem"), "--url", ca.url().toString(), "--serial", "0x77");

        assertThat(status).isEqualTo(74);
        assertThat(command.err())
                .startsWith("scepclient: the server refused the request (badCertId)")
                .endsWith("; check issuer and serial number (--serial) [protocol.failure.bad-cert-id]");
    }

    @Test
    void reportsAnUnreachableDirectory() throws IOException {
        int port = UnusedPort.find();
        String url = "ldap://127.0.0.1:" + port + "/cn=ca";

        assertThat(command.run("crl", "--cert", file("cert.pem"), "--from", url))
                .isEqualTo(95);

        assertThat(command.err())
                .startsWith("scepclient: " + url + ": cannot reach the directory (")
                .hasLineCount(1);
    }

    @Test
    void timesOutOnASilentDirectory() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "ldap://127.0.0.1:" + silent.getLocalPort() + "/cn=ca";

            assertThat(command.run("crl", "--cert", file("cert.pem"), "--from", url, "--timeout", "1s"))
                    .isEqualTo(89);

            assertThat(command.err())
                    .isEqualTo(
                            "scepclient: " + url
                                    + ": no reply within 1 s; check host and network, or increase --timeout [transport.timeout]");
        }
    }

    @Test
    void requiresTheServerOfAnLdapUrlWithoutHost() {
        assertThat(command.run("crl", "--cert", file("cert.pem"), "--from", "ldap:///cn=ca"))
                .isEqualTo(1);

        assertThat(command.err())
                .isEqualTo("scepclient: ldap:///cn=ca: the URL has no host; add --ldap-server HOST [argument]");
    }

    @Test
    void readsLdapUrls() {
        LdapUrl url = LdapUrl.parse(
                "ldap://dir.example.com:1389/cn=CA%20One,dc=example?certificateRevocationList;binary?sub?(cn=a)");

        assertThat(url.entry()).isEqualTo("cn=CA One,dc=example");
        assertThat(url.attributes()).containsExactly("certificateRevocationList;binary");
        assertThat(url.scope()).isEqualTo("sub");
        assertThat(url.filter()).isEqualTo("(cn=a)");
        assertThat(url.origin()).isEqualTo("ldap://dir.example.com:1389");
    }

    @Test
    void showsTheCaAsATreeWithItsParts() {
        assertThat(command.run("ca", "--url", ca.url().toString(), "--out", file("fetched.pem")))
                .isZero();

        assertThat(command.out())
                .contains("  CN=Test Root CA, O=scepClient test CA")
                .contains("\n  └─ CN=Test CA, O=scepClient test CA  (issues, ")
                .contains("SHA-256 " + ca.fingerprint())
                .contains("Offers AES, DES3, GetNextCACert")
                .endsWith("--ca-fingerprint " + ca.fingerprint() + "\nSaved in " + file("fetched.pem") + "\n");
    }

    @Test
    void printsTheCaAsJson() {
        assertThat(command.run("ca", "--json", "--url", ca.url().toString())).isZero();

        assertThat(command.out())
                .startsWith("{\"command\":\"ca\",\"url\":\"" + ca.url() + "\",\"fingerprint\":\"" + ca.fingerprint()
                        + "\",\"certificates\":[{")
                .contains("\"roles\":[\"issues\",");
    }

    @Test
    void failsForACaWithAnotherFingerprint() {
        String other = "11".repeat(32);

        assertThat(command.run("ca", "--url", ca.url().toString(), "--ca-fingerprint", other))
                .isEqualTo(97);

        assertThat(command.err()).startsWith("scepclient: no CA certificate of the server has the expected SHA-256");
    }

    @Test
    void keepsTheTextOfAnErrorOnOneLineWhateverTheServerSends() {
        ca.fault(Fault.FAIL_TEXT_HOSTILE);

        int status = command.run(
                "enroll",
                "--url",
                ca.url().toString(),
                "--out",
                file("other"),
                "--subject",
                "/CN=b",
                "--trust-on-first-use");

        assertThat(status).isEqualTo(72);
        assertThat(command.err().getBytes(StandardCharsets.UTF_8)).doesNotContain(0x1b, '\r');
        assertThat(command.err().lines()).hasSize(2);
    }
}
