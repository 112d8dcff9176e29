package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.pem.PemReader;
import org.scepclient.pem.PemWriter;
import org.scepclient.testca.TestCa;

/** {@code getcert} and {@code getcrl}. */
class QueriesTest {
    @TempDir
    Path dir;

    private TestCa ca;
    private SscepFixture fixture;

    @BeforeEach
    void prepare() throws Exception {
        ca = TestCa.start(SscepFixture.ca().intermediate(true).build());
        fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST).device("other", DeviceKeys.SECOND);
        fixture.getCa(ca);
        assertThat(fixture.enroll(ca, "dev").exitCode()).isZero();
        assertThat(fixture.enroll(ca, "other").exitCode()).isZero();
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private CommandRun query(String operation, String... options) {
        List<String> args = new ArrayList<>(List.of(operation, "-u", ca.url().toString(), "-c", "@ca.crt"));
        args.addAll(List.of("-k", "@dev.key", "-l", "@dev.crt", "-w", "@out.pem"));
        args.addAll(List.of(options));
        return fixture.run(args.toArray(new String[0]));
    }

    @Test
    void getsACertificateByItsSerialNumber() throws Exception {
        String serial = fixture.certificate("other.crt").getSerialNumber().toString();
        CommandRun run = query("getcert", "-s", serial);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.lines()).first().isEqualTo("sscep: requesting certificate");
        assertThat(run.lines()).last().isEqualTo("sscep: certificate written as out.pem");
        assertThat(fixture.certificate("out.pem")).isEqualTo(fixture.certificate("other.crt"));
    }

    @Test
    void takesTheSerialNumberInHexadecimalDigits() throws Exception {
        String serial = fixture.certificate("other.crt").getSerialNumber().toString(16);
        assertThat(query("getcert", "-s", "0x" + serial).exitCode()).isZero();
    }

    @Test
    void exits74WhenThereIsNoSuchCertificate() throws Exception {
        CommandRun run = query("getcert", "-s", "424242");
        assertThat(run.exitCode()).isEqualTo(74);
        assertThat(fixture.has("out.pem")).isFalse();
    }

    @Test
    void asksForACertificateOfTheIssuerThatIsNamed() throws Exception {
        String serial = fixture.certificate("other.crt").getSerialNumber().toString();
        fixture.write("issuer.crt", PemWriter.certificate(ca.issuer()));
        assertThat(query("getcert", "-s", serial, "-O", "@issuer.crt").exitCode())
                .isZero();
        assertThat(query("getcert", "-s", serial, "-O", "@dev.crt").exitCode()).isEqualTo(74);
    }

    @Test
    void exits91ForAnUnusableSerialNumber() {
        assertThat(query("getcert", "-s", "12x").exitCode()).isEqualTo(91);
    }

    @Test
    void getsTheCrlOfTheOwnCertificate() throws Exception {
        ca.revoke(fixture.certificate("other.crt").getSerialNumber());
        CommandRun run = query("getcrl");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.lines()).first().isEqualTo("sscep: requesting crl");
        assertThat(run.lines()).last().isEqualTo("sscep: CRL written as out.pem");
        X509CRL crl = PemReader.of(Files.readString(fixture.file("out.pem")), "out.pem")
                .crls()
                .getFirst();
        assertThat(crl.isRevoked(fixture.certificate("other.crt"))).isTrue();
        assertThat(crl.isRevoked(fixture.certificate("dev.crt"))).isFalse();
    }

    @Test
    void asksForTheCrlOfAnotherCertificate() {
        assertThat(query("getcrl", "-O", "@other.crt").exitCode()).isZero();
    }

    @Test
    void readsEverythingFromTheConfigurationFile() throws Exception {
        fixture.write(
                "c.cnf",
                "dir = " + dir + "\n[sscep]\nURL = " + ca.url() + "\nCACertFile = $dir/ca.crt\n"
                        + "[sscep_getcrl]\nPrivateKeyFile = $dir/dev.key\nLocalCertFile = $dir/dev.crt\n"
                        + "GetCrlFile = $dir/crl.pem\n");
        CommandRun run = fixture.run("getcrl", "-f", "@c.cnf");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(fixture.has("crl.pem")).isTrue();
    }

    @Test
    void refusesAKeyThatIsNotTheCertificates() {
        CommandRun run = query("getcrl", "-k", "@other.key");
        assertThat(run.exitCode()).isEqualTo(93);
        assertThat(run.err()).contains("other.key: not the private key of the certificate dev.crt");
    }

    @Test
    void writesTheMessageInPlaceOfSendingIt() {
        assertThat(query("getcrl", "-m", "@message.pem").exitCode()).isZero();
        assertThat(fixture.has("message.pem")).isTrue();
        assertThat(fixture.has("out.pem")).isFalse();
    }

    @Test
    void describesTheAnswerWithJson() throws Exception {
        assertThat(query("getcrl", "--json").out())
                .contains("\"thisUpdate\":\"20")
                .endsWith("\"exitCode\":0}\n");
        String serial = fixture.certificate("other.crt").getSerialNumber().toString();
        assertThat(query("getcert", "--json", "-s", serial).out())
                .contains("\"certificate\":{\"subject\":\"CN=other\"");
    }
}
