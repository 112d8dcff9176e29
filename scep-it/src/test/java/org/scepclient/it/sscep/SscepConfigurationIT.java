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

    private Finished run(String operation, String configuration) {
        return bench.sscep(operation, "-f", bench.write("sscep.conf", configuration))
                .run();
    }

    private String common() {
        return "[sscep]\nURL = " + bench.ca().url() + "\nCACertFile = " + bench.caFile() + "\n";
    }

    private String enrollSection() {
        Device device = bench.device();
        return "[sscep_enroll]\nPrivateKeyFile = " + device.key() + "\nCertReqFile = " + device.request()
                + "\nLocalCertFile = " + bench.file("configured.crt") + "\n";
    }

    @Test
    void fetchesTheCaFromTheFileAlone() {
        String text = "[sscep]\nURL=" + bench.ca().url() + "\nCACertFile=" + bench.file("fetched.pem")
                + "\nCAIdentifier=branch\nVerbose=true\n[sscep_getca]\nFingerPrint=sha512\n";
        Finished getca = run("getca", text).mustSucceed();
        assertThat(bench.file("fetched.pem")).exists();
        assertThat(getca.out()).contains("SHA512 fingerprint: ");
        assertThat(bench.ca().exchanges("GetCACert").getLast().parameters()).containsEntry("message", "branch");
    }

    @Test
    void prefersTheOperationsOwnCaIdentifier() {
        String text = "[sscep]\nURL=" + bench.ca().url() + "\nCACertFile=" + bench.file("own.pem")
                + "\nCAIdentifier=common\n[sscep_getca]\nCAIdentifier=own\n";
        run("getca", text).mustSucceed();
        assertThat(bench.ca().exchanges("GetCACert").getLast().parameters()).containsEntry("message", "own");
    }

    @Test
    void enrollsFromTheFileAlone() {
        String text = common() + "EncAlgorithm = aes256\nSigAlgorithm = sha512\nMonitorInformation = site=9\n"
                + enrollSection() + "SelfSignedFile = " + bench.file("configured-self.pem") + "\n";
        run("enroll", text).mustSucceed();
        Pem.read(bench.file("configured.crt")).mustBelongTo(bench.device().key());
        assertThat(bench.file("configured-self.pem")).exists();
        assertThat(bench.ca().lastMessage().cipher()).isEqualTo("2.16.840.1.101.3.4.1.42");
        assertThat(bench.ca().lastMessage().digest()).isEqualTo("2.16.840.1.101.3.4.2.3");
        assertThat(bench.ca().exchanges("PKIOperation").getLast().parameters()).containsEntry("site", "9");
    }

    @Test
    void renewsFromTheFileAlone() {
        Device next = bench.another("renewed-by-file");
        String text = common() + "[sscep_enroll]\nPrivateKeyFile=" + next.key() + "\nCertReqFile=" + next.request()
                + "\nLocalCertFile=" + next.certificate() + "\nSignKeyFile="
                + bench.device().key()
                + "\nSignCertFile=" + bench.device().certificate() + "\nEncCertFile=" + bench.caFile() + "\n";
        run("enroll", text).mustSucceed();
        next.issued().mustBelongTo(next.key());
        assertThat(bench.ca().lastMessage().signer())
                .isEqualTo(bench.device().issued().certificate());
    }

    @Test
    void resumesWhenTheFileSaysSo() {
        run(
                "enroll",
                common() + enrollSection() + "Resume = true\nMaxPollCount = 1\nPollInterval = 1\nMaxPollTime = 9\n");
        assertThat(bench.ca().exchanges("PKIOperation").getFirst().message().type())
                .isEqualTo("20");
    }

    @Test
    void fetchesACertificateFromTheFileAlone() {
        String text =
                common() + "[sscep_getcert]\nPrivateKeyFile=" + bench.device().key() + "\nLocalCertFile="
                        + bench.device().certificate() + "\nGetCertSerial="
                        + bench.device().issued().certificate().getSerialNumber() + "\nGetCertFile="
                        + bench.file("configured-copy.pem") + "\n";
        run("getcert", text).mustSucceed();
        assertThat(Pem.read(bench.file("configured-copy.pem")).certificate())
                .isEqualTo(bench.device().issued().certificate());
    }

    @Test
    void fetchesTheCrlFromTheFileAlone() {
        String text =
                common() + "[sscep_getcrl]\nPrivateKeyFile=" + bench.device().key() + "\nLocalCertFile="
                        + bench.device().certificate() + "\nGetCrlFile=" + bench.file("configured-crl.pem") + "\n";
        run("getcrl", text).mustSucceed();
        assertThat(bench.file("configured-crl.pem")).exists();
    }

    @Test
    void goesThroughTheProxyOfTheFile() {
        String text = "[sscep]\nURL = http://scep.invalid" + bench.ca().url().getPath() + "\nProxy = 127.0.0.1:"
                + bench.ca().url().getPort() + "\n";
        run("getcaps", text).mustSucceed();
    }

    @Test
    void letsTheCommandLineWin() {
        Path file = bench.write("loses.conf", "[sscep]\nURL = http://127.0.0.1:1/nobody\n");
        bench.at("getcaps", "-f", file).run().mustSucceed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "yes", "1", "on", "TRUE"})
    void takesManyWordsForTrue(String word) {
        String text = common() + "[sscep_enroll]\nResume = " + word + "\nPrivateKeyFile="
                + bench.device().key() + "\nCertReqFile=" + bench.device().request()
                + "\nLocalCertFile=/dev/null\nMaxPollCount=1\n";
        run("enroll", text);
        assertThat(bench.ca().exchanges("PKIOperation").getFirst().message().type())
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
        String text = "[sscep]\n" + line.formatted(bench.ca().url()) + "\n";
        bench.sscep("getcaps", "-f", bench.write("syntax.conf", text))
                .with("SCEP_PLACE", bench.ca().url())
                .run()
                .mustSucceed();
    }

    @Test
    void warnsOfUnknownKeysAndGoesOn() {
        String text = "[sscep]\nURL = " + bench.ca().url() + "\nColour = blue\n";
        Finished warned = run("getcaps", text).mustSucceed();
        assertThat(warned.err()).contains("Colour");
    }

    @Test
    void namesFileAndLineOfASyntaxError() {
        Finished refused = run("getcaps", "[sscep]\nURL = http://127.0.0.1:1/\n[unclosed\n")
                .mustExit(93);
        assertThat(refused.err()).contains("sscep.conf").contains("3");
    }

    @Test
    void namesAFileThatIsNotThere() {
        Finished refused =
                bench.sscep("getcaps", "-f", bench.file("absent.conf")).run().mustExit(93);
        assertThat(refused.err()).contains("absent.conf");
    }
}
