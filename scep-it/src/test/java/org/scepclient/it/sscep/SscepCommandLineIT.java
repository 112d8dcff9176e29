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
import org.scepclient.it.process.Finished;
import org.scepclient.it.scripted.Exchange;

/** The syntax of options, and the effect of each on the requests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SscepCommandLineIT {

    private SscepFixture bench;

    @BeforeAll
    void start(@TempDir Path directory) {
        bench = SscepFixture.in(directory);
    }

    @BeforeEach
    void forget() {
        bench.ca().reset();
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    @Test
    void readsClustersAndAttachedValues() {
        bench.sscep("getca", "-vu" + bench.ca().url(), "-c" + bench.file("clustered.pem"))
                .run()
                .mustSucceed();
        assertThat(bench.file("clustered.pem")).exists();
    }

    @Test
    void takesTheLastOccurrenceOfAnOption() {
        bench.sscep(
                        "getcaps",
                        "-u",
                        "http://127.0.0.1:1/nobody",
                        "-u",
                        bench.ca().url())
                .run()
                .mustSucceed();
    }

    @Test
    void joinsEveryExtraParameter() {
        bench.at("getca", "-c", bench.file("extra.pem"), "-M", "a=1", "-M", "b=2")
                .run()
                .mustSucceed();
        Exchange asked = bench.ca().exchanges("GetCACert").getLast();
        assertThat(asked.target()).contains("a=1&b=2");
        assertThat(asked.parameters()).containsEntry("a", "1").containsEntry("b", "2");
    }

    @Test
    void sendsExtraParametersWithEveryMessage() {
        bench.enroll("-M", "tenant=7").run().mustSucceed();
        assertThat(bench.ca().exchanges("PKIOperation").getLast().parameters()).containsEntry("tenant", "7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "frobnicate", "getca -Z", "getca -c ca.pem", "enroll -u http://127.0.0.1:1/", "getcaps -u"})
    void answersAWrongCommandLineOnStandardErrorWithExitCode1(String line) {
        Finished refused = bench.sscep((Object[]) line.split(" ")).run().mustExit(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).startsWith("sscep: ");
    }

    @Test
    void showsTheUsageToWhoeverAsksNothing() {
        Finished usage = bench.sscep().run().mustSucceed();
        assertThat(usage.out()).contains("Usage: sscep OPERATION [OPTIONS]", "getca", "enroll", "getnextca");
    }

    @Test
    void showsTheUsageOfAnUnknownOptionOnStandardError() {
        Finished refused = bench.at("getca", "-Z").run().mustExit(1);
        assertThat(refused.err()).containsIgnoringCase("usage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "-H"})
    void acceptsTheOldEngineSwitches(String option) {
        bench.at("getcaps", option).run().mustSucceed();
    }

    @ParameterizedTest
    @CsvSource({
        "des,      1.3.14.3.2.7",
        "3des,     1.2.840.113549.3.7",
        "blowfish, 1.3.6.1.4.1.3029.1.2",
        "aes,      2.16.840.1.101.3.4.1.2",
        "aes128,   2.16.840.1.101.3.4.1.2",
        "aes192,   2.16.840.1.101.3.4.1.22",
        "aes256,   2.16.840.1.101.3.4.1.42",
    })
    void encryptsWithTheNamedCipher(String name, String oid) {
        // The CA's reply does not matter here: jscep, for example, does not support Blowfish.
        bench.enroll("-E", name).run();
        assertThat(bench.ca().lastMessage().cipher()).isEqualTo(oid);
    }

    @ParameterizedTest
    @CsvSource({
        "md5,    1.2.840.113549.2.5",
        "sha1,   1.3.14.3.2.26",
        "sha224, 2.16.840.1.101.3.4.2.4",
        "sha256, 2.16.840.1.101.3.4.2.1",
        "sha384, 2.16.840.1.101.3.4.2.2",
        "sha512, 2.16.840.1.101.3.4.2.3",
    })
    void signsWithTheNamedDigest(String name, String oid) {
        bench.enroll("-S", name).run().mustSucceed();
        assertThat(bench.ca().lastMessage().digest()).isEqualTo(oid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-E", "-S"})
    void refusesAnUnknownAlgorithm(String option) {
        bench.enroll(option, "rot13").run().mustExit(1);
        assertThat(bench.ca().exchanges("PKIOperation")).isEmpty();
    }

    @Test
    void choosesAes128AndSha256FromTheCapabilities() {
        bench.enroll().run().mustSucceed();
        assertThat(bench.ca().lastMessage().cipher()).isEqualTo("2.16.840.1.101.3.4.1.2");
        assertThat(bench.ca().lastMessage().digest()).isIn("2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.3");
    }

    @Test
    void sendsTheCaIdentifierWhenThereIsOne() {
        bench.at("getca", "-c", bench.file("id.pem"), "-i", "branch 7").run().mustSucceed();
        assertThat(bench.ca().exchanges("GetCACert").getLast().parameters()).containsEntry("message", "branch 7");
    }

    @Test
    void leavesAnEmptyCaIdentifierOut() {
        bench.at("getca", "-c", bench.file("noid.pem"), "-i", "").run().mustSucceed();
        assertThat(bench.ca().exchanges("GetCACert").getLast().parameters()).doesNotContainKey("message");
    }

    @ParameterizedTest
    @CsvSource({"md5, MD5", "sha1, SHA1", "sha224, SHA224", "sha256, SHA256", "sha384, SHA384", "sha512, SHA512"})
    void printsTheFingerprintThatOpensslPrints(String name, String label) {
        Finished getca = bench.at("getca", "-v", "-c", bench.file("printed.pem"), "-F", name)
                .run()
                .mustSucceed();
        String line = bench.openssl("x509", "-in", bench.caFile(), "-noout", "-fingerprint", "-" + name)
                .out()
                .strip();
        assertThat(getca.out()).contains(label + " fingerprint: " + line.substring(line.indexOf('=') + 1));
    }

    @Test
    void goesThroughTheProxy() {
        // The scripted CA also accepts requests to a proxy; the host in the URL does not exist.
        int port = bench.ca().url().getPort();
        String url = "http://scep.invalid" + bench.ca().url().getPath();
        bench.sscep("getca", "-u", url, "-p", "127.0.0.1:" + port, "-c", bench.file("proxied.pem"))
                .run()
                .mustSucceed();
    }

    @Test
    void verboseIsImpliedByDebug() {
        Finished getca =
                bench.at("getca", "-d", "-c", bench.file("debug.pem")).run().mustSucceed();
        assertThat(getca.out()).contains("sscep: valid response from server");
    }

    @Test
    void needsAChainForTheNextCa() {
        Finished refused =
                bench.at("getnextca", "-c", bench.file("next.pem")).run().mustExit(1);
        assertThat(refused.err()).contains("-C");
    }
}
