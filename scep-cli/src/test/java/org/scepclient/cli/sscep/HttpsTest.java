package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.fixture.ReverseProxy;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.fixture.TestKeys;
import org.scepclient.fixture.TestTls;
import org.scepclient.pkcs10.AlternativeName;
import org.scepclient.testca.TestCa;

/** The test CA behind https, with a server certificate that it has issued itself. */
class HttpsTest {
    @TempDir
    static Path dir;

    private static TestCa ca;
    private static SscepFixture fixture;

    @BeforeAll
    static void prepare() throws Exception {
        ca = TestCa.start(SscepFixture.ca().build());
        fixture = new SscepFixture(dir)
                .device(
                        "server",
                        DeviceKeys.SECOND,
                        SscepFixture.template("/CN=localhost")
                                .withAlternativeName(AlternativeName.parse("IP:127.0.0.1", Optional.empty())))
                .device("dev", DeviceKeys.FIRST);
        fixture.getCa(ca);
        assertThat(fixture.enroll(ca, "server").exitCode()).isZero();
        assertThat(fixture.enroll(ca, "dev").exitCode()).isZero();
    }

    @AfterAll
    static void stop() {
        ca.close();
    }

    private static ScriptedServer proxy(boolean clientCertificate) throws Exception {
        X509Certificate certificate = fixture.certificate("server.crt");
        KeyPair keys = TestKeys.rsa("second device");
        return new ScriptedServer(
                InetAddress.getLoopbackAddress(),
                clientCertificate
                        ? TestTls.demanding(certificate, keys, ca.issuer())
                        : TestTls.presenting(certificate, keys),
                new ReverseProxy(ca.url()));
    }

    private static String url(ScriptedServer server) {
        return "https://127.0.0.1:" + server.port() + ca.url().getPath();
    }

    @Test
    void enrollsOverHttpsWithAGivenCaFile() throws Exception {
        try (ScriptedServer proxy = proxy(false)) {
            CommandRun run =
                    fixture.enroll(ca, "dev", "-u", url(proxy), "--tls-ca", "@ca.crt", "-l", "@over-https.crt");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(fixture.has("over-https.crt")).isTrue();
        }
    }

    @Test
    void rejectsAServerCertificateByAnUnknownCa() throws Exception {
        try (ScriptedServer proxy = proxy(false)) {
            CommandRun run = fixture.run("getcaps", "-u", url(proxy));
            assertThat(run.exitCode()).isEqualTo(95);
            assertThat(run.errorLines())
                    .singleElement()
                    .asString()
                    .contains(url(proxy).substring(0, 20), "is not trusted")
                    .endsWith("; trust the CA certificate that issued it for TLS (--tls-ca) [transport.tls]");
        }
    }

    @Test
    void presentsItsCertificateToAServerThatRequiresIt() throws Exception {
        try (ScriptedServer proxy = proxy(true)) {
            CommandRun with = fixture.run(
                    "getcaps",
                    "-u",
                    url(proxy),
                    "--tls-ca",
                    "@ca.crt",
                    "--tls-cert",
                    "@dev.crt",
                    "--tls-key",
                    "@dev.key");
            assertThat(with.exitCode()).as(with.err()).isZero();
            CommandRun without = fixture.run("getcaps", "-u", url(proxy), "--tls-ca", "@ca.crt");
            assertThat(without.out()).doesNotContain("AES");
        }
    }

    @Test
    void readsTheTlsFilesFromTheConfigurationFile() throws Exception {
        try (ScriptedServer proxy = proxy(true)) {
            fixture.write(
                    "tls.cnf",
                    "[sscep]\nURL = " + url(proxy) + "\nTLSCACertFile = " + dir + "/ca.crt\nTLSCertFile = " + dir
                            + "/dev.crt\nTLSKeyFile = " + dir + "/dev.key\n");
            assertThat(fixture.run("getcaps", "-f", "@tls.cnf").exitCode()).isZero();
        }
    }

    @Test
    @Timeout(10)
    void reportsAPortWithoutTlsAtOnce() {
        CommandRun run = fixture.run("getcaps", "-u", ca.url().toString().replace("http:", "https:"));
        assertThat(run.exitCode()).isEqualTo(95);
        assertThat(run.err()).contains(" speaks http, not https; use http:// or another port [transport.tls]");
    }

    @Test
    void requiresTheKeyOfTheCertificate() {
        CommandRun run = fixture.run("getcaps", "-u", "https://127.0.0.1:1/", "--tls-cert", "@dev.crt");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("--tls-key");
    }
}
