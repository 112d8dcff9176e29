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

    private SscepFixture fixture;

    @BeforeAll
    void start(@TempDir Path directory) {
        fixture = SscepFixture.in(directory);
    }

    @BeforeEach
    void forget() {
        fixture.ca().reset();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void readsClustersAndAttachedValues() {
        fixture.sscep("getca", "-vu" + fixture.ca().url(), "-c" + fixture.file("clustered.pem"))
                .run()
                .mustSucceed();
        assertThat(fixture.file("clustered.pem")).exists();
    }

    @Test
    void takesTheLastOccurrenceOfAnOption() {
        fixture.sscep(
                        "getcaps",
                        "-u",
                        "http://127.0.0.1:1/nobody",
                        "-u",
                        fixture.ca().url())
                .run()
                .mustSucceed();
    }

    @Test
    void joinsEveryExtraParameter() {
        fixture.at("getca", "-c", fixture.file("extra.pem"), "-M", "a=1", "-M", "b=2")
                .run()
                .mustSucceed();
        Exchange asked = fixture.ca().exchanges("GetCACert").getLast();
        assertThat(asked.target()).contains("a=1&b=2");
        assertThat(asked.parameters()).containsEntry("a", "1").containsEntry("b", "2");
    }

    @Test
    void sendsExtraParametersWithEveryMessage() {
        fixture.enroll("-M", "tenant=7").run().mustSucceed();
        assertThat(fixture.ca().exchanges("PKIOperation").getLast().parameters())
                .containsEntry("tenant", "7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "frobnicate", "getca -Z", "getca -c ca.pem", "enroll -u http://127.0.0.1:1/", "getcaps -u"})
    void answersAWrongCommandLineOnStandardErrorWithExitCode1(String line) {
        Finished refused = fixture.sscep((Object[]) line.split(" ")).run().mustExit(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).startsWith("sscep: ");
    }

    @Test
    void printsTheUsageWithoutArguments() {
        Finished usage = fixture.sscep().run().mustSucceed();
        assertThat(usage.out()).contains("Usage: sscep OPERATION [OPTIONS]", "getca", "enroll", "getnextca");
    }

    @Test
    void showsTheUsageOfAnUnknownOptionOnStandardError() {
        Finished refused = fixture.at("getca", "-Z").run().mustExit(1);
        assertThat(refused.err()).containsIgnoringCase("usage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "-H"})
    void acceptsTheOldEngineSwitches(String option) {
        fixture.at("getcaps", option).run().mustSucceed();
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
        fixture.enroll("-E", name).run();
        assertThat(fixture.ca().lastMessage().cipher()).isEqualTo(oid);
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
        fixture.enroll("-S", name).run().mustSucceed();
        assertThat(fixture.ca().lastMessage().digest()).isEqualTo(oid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-E", "-S"})
    void refusesAnUnknownAlgorithm(String option) {
        fixture.enroll(option, "rot13").run().mustExit(1);
        assertThat(fixture.ca().exchanges("PKIOperation")).isEmpty();
    }

    @Test
    void choosesAes128AndSha256FromTheCapabilities() {
        fixture.enroll().run().mustSucceed();
        assertThat(fixture.ca().lastMessage().cipher()).isEqualTo("2.16.840.1.101.3.4.1.2");
        assertThat(fixture.ca().lastMessage().digest()).isIn("2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.3");
    }

    @Test
    void sendsTheCaIdentifierWhenThereIsOne() {
        fixture.at("getca", "-c", fixture.file("id.pem"), "-i", "branch 7")
                .run()
                .mustSucceed();
        assertThat(fixture.ca().exchanges("GetCACert").getLast().parameters()).containsEntry("message", "branch 7");
    }

    @Test
    void leavesAnEmptyCaIdentifierOut() {
        fixture.at("getca", "-c", fixture.file("noid.pem"), "-i", "").run().mustSucceed();
        assertThat(fixture.ca().exchanges("GetCACert").getLast().parameters()).doesNotContainKey("message");
    }

    @ParameterizedTest
    @CsvSource({"md5, MD5", "sha1, SHA1", "sha224, SHA224", "sha256, SHA256", "sha384, SHA384", "sha512, SHA512"})
    void printsTheFingerprintThatOpensslPrints(String name, String label) {
        Finished getca = fixture.at("getca", "-v", "-c", fixture.file("printed.pem"), "-F", name)
                .run()
                .mustSucceed();
        String line = fixture.openssl("x509", "-in", fixture.caFile(), "-noout", "-fingerprint", "-" + name)
                .out()
                .strip();
        assertThat(getca.out()).contains(label + " fingerprint: " + line.substring(line.indexOf('=') + 1));
    }

    @Test
    void goesThroughTheProxy() {
        // The scripted CA also accepts requests to a proxy; the host in the URL does not exist.
        int port = fixture.ca().url().getPort();
        String url = "http://scep.invalid" + fixture.ca().url().getPath();
        fixture.sscep("getca", "-u", url, "-p", "127.0.0.1:" + port, "-c", fixture.file("proxied.pem"))
                .run()
                .mustSucceed();
    }

    @Test
    void verboseIsImpliedByDebug() {
        Finished getca =
                fixture.at("getca", "-d", "-c", fixture.file("debug.pem")).run().mustSucceed();
        assertThat(getca.out()).contains("sscep: valid response from server");
    }

    @Test
    void needsAChainForTheNextCa() {
        Finished refused =
                fixture.at("getnextca", "-c", fixture.file("next.pem")).run().mustExit(1);
        assertThat(refused.err()).contains("-C");
    }
}
