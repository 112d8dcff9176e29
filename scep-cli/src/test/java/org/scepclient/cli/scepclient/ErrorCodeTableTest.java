package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.Console;
import org.scepclient.cli.StandardOutput;
import org.scepclient.cli.TestTerminal;
import org.scepclient.cli.sscep.DeviceKeys;
import org.scepclient.cli.sscep.SscepCommand;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ErrorCode;
import org.scepclient.file.FileOperations;
import org.scepclient.file.TextFile;
import org.scepclient.fixture.ReverseProxy;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.fixture.TestKeys;
import org.scepclient.fixture.TestTls;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PemWriter;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.fault.Fault;

/** Ends a command with each code of docs/errors.md, and compares JSON and exit code with the page. */
class ErrorCodeTableTest {
    /** Code, setup (a fault of the test CA, or one of {@link #prepare}), command line. */
    private static final String TABLE = """
            argument                         | -                     | ENROLL --subject CN
            argument                         | a wrong setting       | CHECK
            argument                         | -                     | SSCEP_ENROLL -t -1
            crypto.algorithm-refused         | digest-md5            | ENROLL
            crypto.algorithm-refused         | cipher-rc2            | SSCEP_ENROLL
            protocol.failure                 | fail-info-missing     | ENROLL
            protocol.still-pending           | pending-forever       | ENROLL
            protocol.still-pending           | pending-forever       | CHECK
            protocol.still-pending           | pending-forever       | SSCEP_ENROLL
            protocol.failure.bad-alg         | bad-alg               | ENROLL
            protocol.failure.bad-message-check | bad-message-check   | ENROLL
            protocol.failure.bad-request     | bad-request           | ENROLL
            protocol.failure.bad-request     | bad-request           | CHECK
            protocol.failure.bad-time        | bad-time              | ENROLL
            protocol.failure.bad-cert-id     | -                     | scepclient cert --cert @dev.crt --ca @ca.crt --key @dev.key --url URL --serial 0x77 --out @out
            automation.run-active            | another run           | CHECK
            automation.run-active            | another run           | scepclient reset
            automation.script-failed         | a script that fails   | CHECK
            automation.interrupted           | busy-503              | CHECK
            trust.revoked                    | revoked               | CRL
            trust.revocation-unknown         | crl-delta             | CRL
            transport.timeout                | hang                  | CRL --timeout 1s
            crypto.self-signed               | -                     | SSCEP_ENROLL -k @other.key
            crypto.self-signed               | -                     | sscep getcert -u URL -c @ca.crt -k @dev.key -l @dev.crt -w @out -s 12x
            storage                          | -                     | SSCEP_ENROLL -k @none
            crypto.key                       | -                     | scepclient crl --cert @dev.crt --ca @ca.crt --key @other.key --url URL --out @out
            protocol.not-in-reply            | no-certificate        | ENROLL
            transport.unreachable            | closed-before-status  | ENROLL
            transport.http-status            | html-500              | ENROLL
            transport.too-large              | endless-body          | ENROLL
            transport.tls                    | https                 | scepclient ca --url HTTPS
            protocol.operation-unsupported   | html-404              | CRL
            protocol.malformed               | html-200              | ENROLL
            protocol.attribute               | status-nine           | ENROLL
            protocol.mismatch                | transaction-id-prefix | ENROLL
            trust.signature                  | signed-by-stranger    | ENROLL
            trust.signature                  | signed-by-stranger    | CHECK
            trust.untrusted                  | next-ca-is-a-device   | sscep getnextca -u URL -C @ca.crt -c @next.crt
            trust.untrusted                  | crl-expired           | CRL
            trust.fingerprint                | ca-stranger           | ENROLL
            trust.fingerprint                | ca-stranger           | CHECK
            trust.certificate-refused        | certificate-expired   | ENROLL
            trust.certificate-refused        | certificate-expired   | CHECK
            trust.downgrade                  | caps-weakened         | ENROLL --renew
            crypto.decryption                | padding-corrupted     | ENROLL
            """;

    /** Codes of checks that end before a run, so that the journal has no entry. */
    private static final Set<ErrorCode> BEFORE_A_RUN = Set.of(ErrorCode.ARGUMENT, ErrorCode.RUN_ACTIVE);

    @TempDir
    Path directory;

    private TestCa ca;
    private String https = "";
    private CommandRun scepclient;

    record Row(String code, String setUp, String line) {
        static Row parse(String text) {
            String[] cells = text.split("\\|", -1);
            return new Row(cells[0].strip(), cells[1].strip(), cells[2].strip());
        }
    }

    static Stream<Row> table() {
        return TABLE.lines().map(Row::parse);
    }

    @BeforeEach
    void enroll() throws Exception {
        ca = TestCa.start(TestCaConfig.builder().keys(DeviceKeys.CA).build());
        device("dev", DeviceKeys.FIRST);
        device("other", DeviceKeys.SECOND);
        sscep("getca", "-u", ca.url().toString(), "-c", file("ca.crt"));
        assertThat(run(words("SSCEP_ENROLL -l @dev.crt")).exitCode()).isZero();
        scepclient = new CommandRun()
                .with("SCEPCLIENT_SETTINGS", file("settings"))
                .with("SCEPCLIENT_DATA", file("data"))
                .whileWaiting(duration -> {
                    throw new InterruptedException();
                });
        settings("SERIAL=7", "ENABLED=1", "URL=" + ca.url(), "CA_FINGERPRINT=" + ca.fingerprint());
    }

    @AfterEach
    void end() {
        // A command that stopped waiting leaves the thread interrupted.
        Thread.interrupted();
        ca.close();
    }

    private void device(String name, LoadedKey key) throws Exception {
        RequestTemplate template = RequestTemplate.of(SubjectName.parse("/CN=" + name, Optional.empty()));
        write(name + ".csr", PemWriter.request(template.sign(key.key(), key.publicKey(), DigestAlgorithm.SHA256)));
        write(name + ".key", PemWriter.privateKey(key.key().privateKey()));
    }

    private void write(String name, String content) throws Exception {
        Files.writeString(directory.resolve(name), content);
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private AutoCloseable settings(String... assignments) {
        Stream<String> words = Stream.concat(Stream.of("settings", "set"), Arrays.stream(assignments));
        assertThat(scepclient.run(words.toArray(String[]::new)))
                .as(scepclient.err())
                .isZero();
        return () -> {};
    }

    /** The arguments of a command line; {@code @NAME} is a file in the directory. */
    private String[] words(String line) {
        String whole = line.replace(
                        "SSCEP_ENROLL", "sscep enroll -u URL -c @ca.crt -k @dev.key -r @dev.csr -l @out -n 0")
                .replace(
                        "ENROLL",
                        "scepclient enroll --url URL --out @new --subject /CN=a --max-wait 0 --ca-fingerprint PIN")
                .replace("CRL", "scepclient crl --cert @dev.crt --ca @ca.crt --key @dev.key --url URL --out @out")
                .replace("CHECK", "scepclient check");
        return Arrays.stream(whole.split(" ", -1))
                .map(argument -> argument.startsWith("@") ? file(argument.substring(1)) : argument)
                .map(argument -> argument.equals("URL") ? ca.url().toString() : argument)
                .map(argument -> argument.equals("HTTPS") ? https : argument)
                .map(argument -> argument.equals("PIN") ? ca.fingerprint().toString() : argument)
                .toArray(String[]::new);
    }

    /** The exit code and standard output of a command. */
    private record Ended(int exitCode, String out) {}

    private Ended run(String... words) {
        String[] args = Arrays.copyOfRange(words, 1, words.length);
        return words[0].equals("sscep") ? sscep(args) : new Ended(scepclient.run(args), scepclient.out());
    }

    private static Ended sscep(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StandardOutput stream = new StandardOutput(out, StandardCharsets.UTF_8);
        CommandContext context = new CommandContext(
                new Console("sscep", stream, stream),
                name -> null,
                new TestTerminal(),
                Clock.systemUTC(),
                duration -> {});
        return new Ended(new SscepCommand(context).run(args), out.toString(StandardCharsets.UTF_8));
    }

    /** Sets up the condition of an error, until the result is closed. */
    private AutoCloseable prepare(String setUp) throws Exception {
        Optional<Fault> fault = Fault.of(setUp);
        if (fault.isPresent()) {
            ca.fault(fault.get());
            return fault.get() == Fault.CAPS_WEAKENED ? enrolled() : () -> {};
        }
        return switch (setUp) {
            case "-" -> () -> {};
            case "a wrong setting" -> wrongSetting();
            case "a script that fails" -> settings("SUCCESS_SCRIPT=false");
            case "revoked" -> revoked();
            case "another run" -> anotherRun();
            case "https" -> https();
            default -> throw new IllegalArgumentException(setUp);
        };
    }

    private AutoCloseable wrongSetting() throws Exception {
        write("settings", "MOD_SCEPCLIENT_ENABLED=1\nMOD_SCEPCLIENT_KEY_SIZE=12\n");
        return () -> {};
    }

    private AutoCloseable enrolled() {
        assertThat(run(words("ENROLL")).exitCode()).isZero();
        return () -> {};
    }

    private AutoCloseable revoked() {
        assertThat(ca.revoke(ca.issued().getFirst().getSerialNumber())).isTrue();
        return () -> {};
    }

    private AutoCloseable anotherRun() throws Exception {
        CertificateStore store = CertificateStore.in(directory.resolve("data"), FileOperations.ofDisk());
        return store.lock().tryAcquire().orElseThrow();
    }

    /** Starts an https server whose certificate is from the test CA, which is not trusted for https. */
    private AutoCloseable https() throws Exception {
        assertThat(run(words("SSCEP_ENROLL -k @other.key -r @other.csr -l @other.crt"))
                        .exitCode())
                .isZero();
        X509Certificate certificate = TextFile.certificate(directory.resolve("other.crt"));
        ScriptedServer server = new ScriptedServer(
                InetAddress.getLoopbackAddress(),
                TestTls.presenting(certificate, TestKeys.rsa("second device")),
                new ReverseProxy(ca.url()));
        https = "https://127.0.0.1:" + server.port() + ca.url().getPath();
        return server;
    }

    @Test
    void hasARowForEachCode() {
        List<String> codes = table().map(Row::code).distinct().toList();
        List<String> expected = Stream.of(ErrorCode.values()).map(ErrorCode::id).toList();
        assertThat(codes)
                .withFailMessage(() -> difference(codes, expected))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String difference(List<String> codes, List<String> expected) {
        Stream<String> missing = expected.stream()
                .filter(code -> !codes.contains(code))
                .map(code -> "TABLE in ErrorCodeTableTest.java has no row for " + code
                        + "; add a command that ends with it:\n            %-32s | FAULT OR - | ENROLL"
                                .formatted(code));
        Stream<String> unknown = codes.stream()
                .filter(code -> !expected.contains(code))
                .map(code -> "TABLE in ErrorCodeTableTest.java has a row for " + code
                        + ", which is not an ErrorCode; remove the row");
        return Stream.concat(missing, unknown).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @MethodSource("table")
    @Timeout(30)
    void endsWithItsCode(Row row) throws Exception {
        ErrorCode code = Stream.of(ErrorCode.values())
                .filter(one -> one.id().equals(row.code()))
                .findFirst()
                .orElseThrow();
        Ended ended;
        try (AutoCloseable around = prepare(row.setUp())) {
            assertThat(around).isNotNull();
            ended = run(words(row.line() + " --json"));
        }
        assertThat(ended.out())
                .as(scepclient.err())
                .containsOnlyOnce("\"code\":")
                .contains("\"code\":\"" + code.id() + "\"")
                .endsWith("\"exitCode\":" + code.exitCode() + "}\n");
        assertThat(ended.exitCode()).isEqualTo(code.exitCode());
        if (row.line().equals("CHECK") && !BEFORE_A_RUN.contains(code)) {
            requireInJournal(code);
        }
    }

    /** Except a revoked certificate, which is a result on standard output. */
    @ParameterizedTest
    @MethodSource("table")
    @Timeout(30)
    void printsItsIdAtTheEndOfTheErrorLine(Row row) throws Exception {
        assumeThat(row.code()).isNotEqualTo(ErrorCode.REVOKED.id());
        Ended ended;
        try (AutoCloseable around = prepare(row.setUp())) {
            assertThat(around).isNotNull();
            ended = run(words(row.line()));
        }
        boolean sscep = words(row.line())[0].equals("sscep");
        String errors = sscep ? ended.out() : scepclient.err();
        assertThat(errors.lines().filter(line -> line.endsWith("]")))
                .as(errors)
                .singleElement()
                .asString()
                .endsWith(" [" + row.code() + "]");
    }

    private void requireInJournal(ErrorCode code) {
        assertThat(scepclient.run("status", "--json")).isZero();
        assertThat(scepclient.out()).contains("\"code\":\"" + code.id() + "\"");
    }
}
