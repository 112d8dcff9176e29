package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.message.CertRep;
import org.scepclient.message.TransactionId;
import org.scepclient.pem.PemReader;
import org.scepclient.testca.TestCa;
import org.scepclient.value.Secret;

/** Initial enrollments that are granted or rejected immediately. */
class EnrollCommandTest {
    private static TestCa ca;

    @TempDir
    Path dir;

    private SscepFixture fixture;

    @BeforeAll
    static void startCa() throws Exception {
        ca = TestCa.start(SscepFixture.ca().challenge(Secret.of("s3cret")).build());
    }

    @AfterAll
    static void stopCa() {
        ca.close();
    }

    @BeforeEach
    void prepare() throws Exception {
        fixture = new SscepFixture(dir)
                .device("dev", DeviceKeys.FIRST, SscepFixture.template("/O=Test/CN=dev", "s3cret"));
        assertThat(fixture.getCa(ca).exitCode()).isZero();
    }

    @Test
    void writesTheCertificateOfTheRequestedKey() throws Exception {
        CommandRun run = fixture.enroll(ca, "dev");
        String id = TransactionId.of(DeviceKeys.FIRST.publicKey(), DigestAlgorithm.SHA256)
                .value();
        assertThat(run)
                .isEqualTo(new CommandRun(
                        0,
                        "sscep: sending certificate request\nsscep: valid response from server\n"
                                + "sscep: reply transaction id: " + id
                                + "\nsscep: pkistatus: SUCCESS\nsscep: certificate written as dev.crt\n",
                        ""));
        X509Certificate issued = fixture.certificate("dev.crt");
        assertThat(issued.getPublicKey()).isEqualTo(DeviceKeys.FIRST.publicKey());
        issued.verify(ca.issuer().getPublicKey());
        assertThat(fixture.files()).containsExactly("ca.crt", "dev.crt", "dev.csr", "dev.key");
    }

    @Test
    void exits72WithTheReasonWhenTheChallengeIsWrong() throws Exception {
        fixture.device("dev", DeviceKeys.FIRST, SscepFixture.template("/CN=dev", "wrong"));
        CommandRun run = fixture.enroll(ca, "dev");
        assertThat(run.exitCode()).isEqualTo(72);
        assertThat(run.lines())
                .contains("sscep: pkistatus: FAILURE", "sscep: reason: Transaction not permitted or supported");
        assertThat(run.errorLines()).singleElement().asString().contains("badRequest");
        assertThat(fixture.has("dev.crt")).isFalse();
    }

    @Test
    void printsTheTextOfTheServer() throws Exception {
        fixture.device("dev", DeviceKeys.FIRST, SscepFixture.template("/CN=dev", "wrong"));
        assertThat(fixture.enroll(ca, "dev").lines()).anyMatch(line -> line.startsWith("sscep: failinfotext: "));
    }

    @Test
    void throwsTheCertificateAwayWithDevNull() {
        CommandRun run = fixture.enroll(ca, "dev", "-l", "/dev/null");
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).contains("sscep: certificate written as /dev/null");
        assertThat(fixture.has("dev.crt")).isFalse();
    }

    @Test
    void writesTheSelfSignedCertificateAndTheChain() throws Exception {
        CommandRun run = fixture.enroll(ca, "dev", "-L", "@self.crt", "--chain", "@chain.crt");
        assertThat(run.exitCode()).isZero();
        X509Certificate self = fixture.certificate("self.crt");
        self.verify(DeviceKeys.FIRST.publicKey());
        assertThat(self.getSubjectX500Principal()).isEqualTo(self.getIssuerX500Principal());
        assertThat(self.getKeyUsage()).startsWith(true, false, true, false);
        assertThat(fixture.certificate("chain.crt")).isEqualTo(ca.issuer());
        assertThat(run.lines())
                .contains("sscep: selfsigned certificate written as self.crt", "sscep: chain written as chain.crt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-l", "-L", "-m", "--chain"})
    void sendsNothingWhenAnOutputCannotBeWritten(String option) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "")) {
            CommandRun run = fixture.enroll(ca, "dev", "-u", server.url("/scep"), option, "@none/file");
            assertThat(run.exitCode()).isEqualTo(93);
            assertThat(run.errorLines())
                    .singleElement()
                    .asString()
                    .contains("none/file")
                    .contains("does not exist");
            assertThat(server.requests()).isEmpty();
        }
    }

    /** The test CA implements the server side. */
    @Test
    void isRefusedByTheTestCaWhereTheSignatureIsAnothers() throws Exception {
        fixture.enroll(ca, "dev", "-m", "@message.pem");
        byte[] message = PemReader.of(Files.readString(fixture.file("message.pem")), "message.pem")
                .message()
                .toArray();
        assertThat(decision(message)).contains(CertRep.Status.SUCCESS);
        message[message.length - 1] ^= 1;
        assertThat(decision(message)).contains(CertRep.Status.FAILURE);
    }

    private static Optional<CertRep.Status> decision(byte[] message) throws Exception {
        URLConnection connection =
                URI.create(ca.url() + "?operation=PKIOperation").toURL().openConnection();
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/x-pki-message");
        connection.getOutputStream().write(message);
        connection.getInputStream().readAllBytes();
        return ca.requests().getLast().decision();
    }

    @Test
    void writesTheMessageInPlaceOfSendingIt() throws Exception {
        CommandRun run = fixture.enroll(ca, "dev", "-m", "@message.pem");
        assertThat(run.exitCode()).isZero();
        assertThat(PemReader.of(Files.readString(fixture.file("message.pem")), "message.pem")
                        .message()
                        .length())
                .isGreaterThan(1000);
        assertThat(fixture.has("dev.crt")).isFalse();
        assertThat(run.out()).doesNotContain("sending");
    }

    @ParameterizedTest
    @CsvSource({
        "des, md5, 'DES, MD5'",
        "3des, sha1, 'DES3, SHA1'",
        "blowfish, sha224, 'BLOWFISH, SHA224'",
        "aes, sha256, 'AES128, SHA256'",
        "AES128, SHA256, 'AES128, SHA256'",
        "aes192, sha384, 'AES192, SHA384'",
        "aes256, sha512, 'AES256, SHA512'",
        "aes128-cbc, sha256WithRSA, 'AES128, SHA256'",
        "AES-256-CBC, 'sha512 ', 'AES256, SHA512'",
        "'aes192\r', sha1withrsa, 'AES192, SHA1'",
        "aes999, sha256, 'AES128, SHA256'",
        "des3, sha256, 'DES3, SHA256'"
    })
    void sendsWithTheAlgorithmsThatAreNamed(String cipher, String digest, String used) {
        CommandRun run = fixture.enroll(ca, "dev", "-E", cipher, "-S", digest, "-v", "-d");
        assertThat(run.out()).contains("algorithms: " + used + "\n");
        // The CA may refuse md5 and blowfish; the command does not.
        assertThat(run.exitCode()).isNotIn(1, 93);
    }

    @ParameterizedTest
    @CsvSource({"-E, rc4", "-S, sha3"})
    void refusesAlgorithmsThatItDoesNotKnow(String option, String name) {
        CommandRun run = fixture.enroll(ca, "dev", option, name);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("sscep: " + option + ": unsupported algorithm: " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SunRsaSign", "SunJCE"})
    void usesAnotherProviderForWhatTheNamedOneLacks(String engine) {
        CommandRun run = fixture.enroll(ca, "dev", "-g", engine);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void exits93WhenTheEngineIsUnknown() {
        CommandRun run = fixture.enroll(ca, "dev", "-g", "nonsense");
        assertThat(run.exitCode()).isEqualTo(93);
        assertThat(run.errorLines()).singleElement().asString().contains("no JCA provider 'nonsense'");
    }

    @Test
    void exits93WhenTheTokenHasNoLibrary() {
        CommandRun run = fixture.enroll(ca, "dev", "-g", "pkcs11", "-k", "label");
        assertThat(run.exitCode()).isEqualTo(93);
        assertThat(run.errorLines()).singleElement().asString().contains("MODULE_PATH");
    }

    @Test
    void exits91WhenTheKeyIsNotTheRequests() throws Exception {
        fixture.device("other", DeviceKeys.SECOND);
        CommandRun run = fixture.enroll(ca, "dev", "-k", "@other.key");
        assertThat(run.exitCode()).isEqualTo(91);
        assertThat(run.err())
                .contains(
                        "other.key (-k) is not the key of the request in ",
                        "dev.csr (-r); give the key that the request was made with");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-k", "-r", "-c", "-e", "-f"})
    void exits93WhenAnInputCannotBeRead(String option) {
        CommandRun run = fixture.enroll(ca, "dev", option, "@none");
        assertThat(run.exitCode()).isEqualTo(93);
        assertThat(run.errorLines()).singleElement().asString().startsWith("sscep: none (" + option + "): ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-k", "-r", "-c", "-e"})
    void exits93WhenAnInputIsSomethingElse(String option) throws Exception {
        fixture.write("text", "no PEM at all\n");
        CommandRun run = fixture.enroll(ca, "dev", option, "@text");
        assertThat(run.exitCode()).isEqualTo(93);
        assertThat(run.errorLines()).singleElement().asString().contains("text (" + option + "): found no PEM block");
    }

    @ParameterizedTest
    @CsvSource({"-K, dev.key", "-O, dev.crt"})
    void exits93WhenOnlyOneOfTheSignersPartsIsGiven(String option, String file) {
        CommandRun run = fixture.enroll(ca, "dev", option, "@" + file);
        assertThat(run.exitCode()).isEqualTo(93);
        assertThat(run.err()).startsWith("sscep: -O also requires -K (and vice-versa); " + option + " is given, -");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            enroll                                              | missing CA certificate (-c)
            enroll -c @ca.crt                                   | missing private key (-k)
            enroll -c @ca.crt -k @dev.key                       | missing request (-r)
            enroll -c @ca.crt -k @dev.key -r @dev.csr           | missing local cert (-l)
            enroll -c @none -k @none -r @none -l @none          | missing URL (-u)
            getca                                               | missing CA certificate filename (-c)
            getca -c @x                                         | missing URL (-u)
            getnextca                                           | missing nextCA certificate target filename (-c)
            getnextca -c @x                                     | missing nextCA certificate chain filename (-C)
            getcert -c @ca.crt                                  | missing local cert (-l)
            getcert -c @ca.crt -l @x                            | missing serial no (-s)
            getcert -c @ca.crt -l @x -s 1                       | missing cert file (-w)
            getcert -c @ca.crt -l @x -s 1 -w @y                 | missing private key (-k)
            getcrl -c @ca.crt -l @x                             | missing crl file (-w)
            getcaps                                             | missing URL (-u)
            """)
    void exits1ForEachOptionThatIsMissing(String line, String message) {
        CommandRun run = fixture.run(line.split(" ", -1));
        assertThat(run).isEqualTo(new CommandRun(1, "", "sscep: " + message + " [argument]\n"));
    }

    @Test
    void printsOneObjectWithJson() {
        CommandRun run = fixture.enroll(ca, "dev", "--json");
        assertThat(run.lines()).hasSize(1);
        assertThat(run.out())
                .startsWith("{\"operation\":\"enroll\",\"transactionId\":")
                .contains("\"pkiStatus\":\"SUCCESS\"")
                .contains("\"certificate\":{\"subject\":")
                .endsWith("\"exitCode\":0}\n");
    }

    @Test
    void printsErrorsAsAnObjectWithJson() {
        CommandRun run = fixture.enroll(ca, "dev", "--json", "-k", "@none");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(
                        "{\"operation\":\"enroll\",\"error\":{\"code\":\"storage\",\"message\":\"none (-k): cannot read"
                                + " the file: there is no such file\"},\"exitCode\":93}\n");
    }
}
