package org.scepclient.it.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.it.device.Device;
import org.scepclient.it.device.Pem;
import org.scepclient.it.process.Finished;

/** The configuration file: its syntax, and the effect of every key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SscepConfigurationIT {

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

    private Finished run(String operation, String configuration) {
        return fixture.sscep(operation, "-f", fixture.write("sscep.conf", configuration))
                .run();
    }

    private String common() {
        return "[sscep]\nURL = " + fixture.ca().url() + "\nCACertFile = " + fixture.caFile() + "\n";
    }

    private String enrollSection() {
        Device device = fixture.device();
        return "[sscep_enroll]\nPrivateKeyFile = " + device.key() + "\nCertReqFile = " + device.request()
                + "\nLocalCertFile = " + fixture.file("configured.crt") + "\n";
    }

    @Test
    void fetchesTheCaFromTheFileAlone() {
        String text = "[sscep]\nURL=" + fixture.ca().url() + "\nCACertFile=" + fixture.file("fetched.pem")
                + "\nCAIdentifier=branch\nVerbose=true\n[sscep_getca]\nFingerPrint=sha512\n";
        Finished getca = run("getca", text).mustSucceed();
        assertThat(fixture.file("fetched.pem")).exists();
        assertThat(getca.out()).contains("SHA512 fingerprint: ");
        assertThat(fixture.ca().exchanges("GetCACert").getLast().parameters()).containsEntry("message", "branch");
    }

    @Test
    void prefersTheOperationsOwnCaIdentifier() {
        String text = "[sscep]\nURL=" + fixture.ca().url() + "\nCACertFile=" + fixture.file("own.pem")
                + "\nCAIdentifier=common\n[sscep_getca]\nCAIdentifier=own\n";
        run("getca", text).mustSucceed();
        assertThat(fixture.ca().exchanges("GetCACert").getLast().parameters()).containsEntry("message", "own");
    }

    @Test
    void enrollsFromTheFileAlone() {
        String text = common() + "EncAlgorithm = aes256\nSigAlgorithm = sha512\nMonitorInformation = site=9\n"
                + enrollSection() + "SelfSignedFile = " + fixture.file("configured-self.pem") + "\n";
        run("enroll", text).mustSucceed();
        Pem.read(fixture.file("configured.crt")).mustBelongTo(fixture.device().key());
        assertThat(fixture.file("configured-self.pem")).exists();
        assertThat(fixture.ca().lastMessage().cipher()).isEqualTo("2.16.840.1.101.3.4.1.42");
        assertThat(fixture.ca().lastMessage().digest()).isEqualTo("2.16.840.1.101.3.4.2.3");
        assertThat(fixture.ca().exchanges("PKIOperation").getLast().parameters())
                .containsEntry("site", "9");
    }

    @Test
    void renewsFromTheFileAlone() {
        Device next = fixture.another("renewed-by-file");
        String text = common() + "[sscep_enroll]\nPrivateKeyFile=" + next.key() + "\nCertReqFile=" + next.request()
                + "\nLocalCertFile=" + next.certificate() + "\nSignKeyFile="
                + fixture.device().key()
                + "\nSignCertFile=" + fixture.device().certificate() + "\nEncCertFile=" + fixture.caFile() + "\n";
        run("enroll", text).mustSucceed();
        next.issued().mustBelongTo(next.key());
        assertThat(fixture.ca().lastMessage().signer())
                .isEqualTo(fixture.device().issued().certificate());
    }

    @Test
    void resumesWhenTheFileRequestsIt() {
        run(
                "enroll",
                common() + enrollSection() + "Resume = true\nMaxPollCount = 1\nPollInterval = 1\nMaxPollTime = 9\n");
        assertThat(fixture.ca().exchanges("PKIOperation").getFirst().message().type())
                .isEqualTo("20");
    }

    @Test
    void fetchesACertificateFromTheFileAlone() {
        String text =
                common() + "[sscep_getcert]\nPrivateKeyFile=" + fixture.device().key() + "\nLocalCertFile="
                        + fixture.device().certificate() + "\nGetCertSerial="
                        + fixture.device().issued().certificate().getSerialNumber() + "\nGetCertFile="
                        + fixture.file("configured-copy.pem") + "\n";
        run("getcert", text).mustSucceed();
        assertThat(Pem.read(fixture.file("configured-copy.pem")).certificate())
                .isEqualTo(fixture.device().issued().certificate());
    }

    @Test
    void fetchesTheCrlFromTheFileAlone() {
        String text =
                common() + "[sscep_getcrl]\nPrivateKeyFile=" + fixture.device().key() + "\nLocalCertFile="
                        + fixture.device().certificate() + "\nGetCrlFile=" + fixture.file("configured-crl.pem") + "\n";
        run("getcrl", text).mustSucceed();
        assertThat(fixture.file("configured-crl.pem")).exists();
    }

    @Test
    void goesThroughTheProxyOfTheFile() {
        String text = "[sscep]\nURL = http://scep.invalid" + fixture.ca().url().getPath() + "\nProxy = 127.0.0.1:"
                + fixture.ca().url().getPort() + "\n";
        run("getcaps", text).mustSucceed();
    }

    @Test
    void letsTheCommandLineWin() {
        Path file = fixture.write("loses.conf", "[sscep]\nURL = http://127.0.0.1:1/nobody\n");
        fixture.at("getcaps", "-f", file).run().mustSucceed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "yes", "1", "on", "TRUE"})
    void acceptsSeveralSpellingsOfTrue(String value) {
        String text = common() + "[sscep_enroll]\nResume = " + value + "\nPrivateKeyFile="
                + fixture.device().key() + "\nCertReqFile=" + fixture.device().request()
                + "\nLocalCertFile=/dev/null\nMaxPollCount=1\n";
        run("enroll", text);
        assertThat(fixture.ca().exchanges("PKIOperation").getFirst().message().type())
                .isEqualTo("20");
    }

    @ParameterizedTest
    @CsvSource({
        "'URL = \"%s\"'",
        "'URL = %s # where the CA is'",
        "'place = %s\nURL = $place'",
        "'place = %s\nURL = ${place}'",
        "'URL = $ENV::SCEP_PLACE'",
        "'URL = \\\n%s'",
        "'  URL=%s  '",
    })
    void readsTheSyntaxOfOpenssl(String line) {
        String text = "[sscep]\n" + line.formatted(fixture.ca().url()) + "\n";
        fixture.sscep("getcaps", "-f", fixture.write("syntax.conf", text))
                .with("SCEP_PLACE", fixture.ca().url())
                .run()
                .mustSucceed();
    }

    @Test
    void warnsOfUnknownKeysAndContinues() {
        String text = "[sscep]\nURL = " + fixture.ca().url() + "\nColor = blue\n";
        Finished warned = run("getcaps", text).mustSucceed();
        assertThat(warned.err()).contains("Color");
    }

    @Test
    void namesFileAndLineOfASyntaxError() {
        Finished refused = run("getcaps", "[sscep]\nURL = http://127.0.0.1:1/\n[unclosed\n")
                .mustExit(93);
        assertThat(refused.err()).contains("sscep.conf").contains("3");
    }

    @Test
    void namesAFileThatIsNotThere() {
        Finished refused = fixture.sscep("getcaps", "-f", fixture.file("absent.conf"))
                .run()
                .mustExit(93);
        assertThat(refused.err()).contains("absent.conf");
    }
}
