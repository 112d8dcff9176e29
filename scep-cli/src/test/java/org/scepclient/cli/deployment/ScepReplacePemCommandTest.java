package org.scepclient.cli.deployment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.Console;
import org.scepclient.cli.StandardOutput;
import org.scepclient.cli.TestTerminal;

/** Compares files before and after the command, byte by byte. */
class ScepReplacePemCommandTest {
    private static final String OLD = "-----BEGIN CERTIFICATE-----\nT0xE\n-----END CERTIFICATE-----\n";

    private static EnrolledDevice device;

    @TempDir
    Path directory;

    private Path file;
    private String errorOutput = "";

    @BeforeAll
    static void enroll(@TempDir Path place) throws Exception {
        device = EnrolledDevice.in(place);
    }

    @BeforeEach
    void place() {
        file = directory.resolve("settings.ipsec");
    }

    /** Rows: the file before, the arguments, and the file after for given PEM texts. */
    record Row(String style, String arguments, String before, Change change) {
        @Override
        public String toString() {
            return style;
        }
    }

    /** The expected content of the file. */
    interface Change {
        String with(String key, String certificate, String ca);
    }

    private static final String BOTH = "IPSEC_LOCAL_KEY pkey IPSEC_LOCAL_CERT cert";

    static Stream<Row> rows() {
        return Stream.concat(lines(), texts());
    }

    private static Stream<Row> lines() {
        return Stream.of(
                new Row(
                        "one line of base64 each, between other lines",
                        BOTH,
                        "# IPsec\nIPSEC_ENABLED=1\nIPSEC_LOCAL_CERT=T0xE\nIPSEC_LOCAL_KEY=T0xE\nIPSEC_MTU=1400\n",
                        (key, cert, ca) -> "# IPsec\nIPSEC_ENABLED=1\nIPSEC_LOCAL_CERT=" + base64(cert)
                                + "\nIPSEC_LOCAL_KEY=" + base64(key) + "\nIPSEC_MTU=1400\n"),
                new Row(
                        "empty",
                        BOTH,
                        "IPSEC_LOCAL_CERT=\nIPSEC_LOCAL_KEY=",
                        (key, cert, ca) -> "IPSEC_LOCAL_CERT=" + base64(cert) + "\nIPSEC_LOCAL_KEY=" + base64(key)),
                new Row(
                        "CRLF",
                        BOTH,
                        "A=1\r\nIPSEC_LOCAL_CERT=T0xE\r\nIPSEC_LOCAL_KEY=\r\nB=2\r\n",
                        (key, cert, ca) -> "A=1\r\nIPSEC_LOCAL_CERT=" + base64(cert) + "\r\nIPSEC_LOCAL_KEY="
                                + base64(key) + "\r\nB=2\r\n"),
                new Row(
                        "the second instance only, beside comments that look like the first",
                        "IPSEC2_LOCAL_KEY pkey",
                        "#IPSEC2_LOCAL_KEY=x\nIPSEC_LOCAL_KEY=first\nIPSEC2_LOCAL_KEY=x\nXIPSEC2_LOCAL_KEY=y\n",
                        (key, cert, ca) -> "#IPSEC2_LOCAL_KEY=x\nIPSEC_LOCAL_KEY=first\nIPSEC2_LOCAL_KEY=" + base64(key)
                                + "\nXIPSEC2_LOCAL_KEY=y\n"),
                new Row(
                        "the CA's chain",
                        "OPENVPN_CA_CERT ca",
                        "OPENVPN_CA_CERT=T0xE\n",
                        (key, cert, ca) -> "OPENVPN_CA_CERT=" + base64(ca) + "\n"));
    }

    private static Stream<Row> texts() {
        return Stream.of(
                new Row(
                        "quoted text over several lines",
                        BOTH,
                        "IPSEC_LOCAL_CERT=\"" + OLD + "\"\nIPSEC_LOCAL_KEY='" + OLD.strip() + "'\nB=2\n",
                        (key, cert, ca) ->
                                "IPSEC_LOCAL_CERT=\"" + cert + "\"\nIPSEC_LOCAL_KEY='" + key.strip() + "'\nB=2\n"),
                new Row(
                        "escaped line ends, with and without quotes",
                        BOTH,
                        "IPSEC_LOCAL_CERT=" + escaped(OLD) + "\nIPSEC_LOCAL_KEY=\"" + escaped(OLD.strip()) + "\"\n",
                        (key, cert, ca) -> "IPSEC_LOCAL_CERT=" + escaped(cert) + "\nIPSEC_LOCAL_KEY=\""
                                + escaped(key.strip()) + "\"\n"),
                new Row(
                        "raw PEM",
                        BOTH,
                        "IPSEC_LOCAL_CERT=" + OLD + "IPSEC_LOCAL_KEY=" + OLD + "B=2\n",
                        (key, cert, ca) -> "IPSEC_LOCAL_CERT=" + cert + "IPSEC_LOCAL_KEY=" + key + "B=2\n"),
                new Row(
                        "raw PEM with CRLF",
                        "IPSEC_LOCAL_CERT cert",
                        "IPSEC_LOCAL_CERT=" + OLD.replace("\n", "\r\n") + "B=2\r\n",
                        (key, cert, ca) -> "IPSEC_LOCAL_CERT=" + cert.replace("\n", "\r\n") + "B=2\r\n"),
                new Row(
                        "bytes that are no UTF-8 elsewhere",
                        "IPSEC_LOCAL_CERT cert",
                        "NAME=\u00b0\u00ff\nIPSEC_LOCAL_CERT=x\n",
                        (key, cert, ca) -> "NAME=\u00b0\u00ff\nIPSEC_LOCAL_CERT=" + base64(cert) + "\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void replacesTheValuesAndNothingElse(Row row) throws Exception {
        Files.write(file, row.before().getBytes(ISO_8859_1));
        assertThat(replace(row.arguments().split(" "))).as(errorOutput).isZero();
        assertThat(text()).isEqualTo(row.change().with(device.key(), device.certificate(), device.ca()));
    }

    @Test
    void followsASymbolicLinkAndKeepsTheMode() throws Exception {
        Path real = directory.resolve("real");
        Files.writeString(real, "IPSEC_LOCAL_CERT=\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(file, Path.of("real"));
        assertThat(replace("IPSEC_LOCAL_CERT", "cert")).as(errorOutput).isZero();
        assertThat(Files.isSymbolicLink(file)).isTrue();
        assertThat(real).content().isEqualTo("IPSEC_LOCAL_CERT=" + base64(device.certificate()) + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
        assertThat(names()).containsExactly("real", "settings.ipsec");
    }

    @ParameterizedTest
    @CsvSource({"rw-r--r--, 644", "rw-r-----, ''", "rw-------, ''"})
    void warnsOfAKeyThatAllUsersCanRead(String mode, String shown) throws Exception {
        Files.writeString(file, "IPSEC_LOCAL_KEY=\nIPSEC_LOCAL_CERT=\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        for (int i = 0; i < 2; i++) {
            assertThat(replace("IPSEC_LOCAL_KEY", "pkey")).as(errorOutput).isZero();
            assertThat(errorOutput)
                    .isEqualTo(
                            shown.isEmpty()
                                    ? ""
                                    : "scep_replace_pem: " + file + ": all users can read the private key in it (mode "
                                            + shown + "); unless its service needs that, run: chmod o= " + file + "\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(mode);
        }
        assertThat(replace("IPSEC_LOCAL_CERT", "cert")).isZero();
        assertThat(errorOutput).isEmpty();
    }

    @Test
    void doesNotWriteWhatIsThereAlready() throws Exception {
        Files.writeString(file, "IPSEC_LOCAL_CERT=\n");
        assertThat(replace("IPSEC_LOCAL_CERT", "cert")).isZero();
        Object written = Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        assertThat(replace("IPSEC_LOCAL_CERT", "cert")).isZero();
        assertThat(Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "IPSEC_LOCAL_CERT",
                "IPSEC_LOCAL_CERT cert IPSEC_LOCAL_KEY",
                "IPSEC_LOCAL_CERT key",
                "IPSEC_LOCAL_CERT cert IPSEC_LOCAL_CERT pkey",
                "IPSEC.LOCAL.CERT cert"
            })
    void rejectsArgumentsThatAreNotPairs(String arguments) throws Exception {
        requireUntouched(1, arguments);
    }

    @Test
    void proposesTheNearestType() throws Exception {
        requireUntouched(1, "IPSEC_LOCAL_CERT crt");
        assertThat(errorOutput).isEqualTo("scep_replace_pem: unknown type 'crt'; did you mean cert? [argument]\n");
        requireUntouched(1, "IPSEC_LOCAL_CERT chain");
        assertThat(errorOutput).isEqualTo("scep_replace_pem: unknown type 'chain'; use pkey, cert or ca [argument]\n");
    }

    @Test
    void namesTheParameterThatIsMissingAndReplacesNoOther() throws Exception {
        requireUntouched(93, "IPSEC_LOCAL_CERT cert IPSEC9_LOCAL_KEY pkey");
        assertThat(errorOutput).contains(file + ": no line starts with 'IPSEC9_LOCAL_KEY='", "Nothing was changed");
    }

    @Test
    void refusesAValueThatTheShellComputes() throws Exception {
        String before = "IPSEC_LOCAL_CERT=T0xE\nIPSEC_LOCAL_KEY=\"$(cat /etc/keys/ipsec)\"\n";
        Files.writeString(file, before);
        assertThat(replace("IPSEC_LOCAL_CERT", "cert", "IPSEC_LOCAL_KEY", "pkey"))
                .isEqualTo(93);
        assertThat(errorOutput)
                .contains(file + ": the value of IPSEC_LOCAL_KEY is computed by the shell", "Nothing was changed");
        assertThat(text()).isEqualTo(before);
    }

    @Test
    void refusesAKeyThatIsNotTheCertificates() throws Exception {
        EnrolledDevice other = device.copiedTo(directory.resolve("mismatched"));
        other.replaceKey();
        requireUntouched(93, other, "IPSEC_LOCAL_CERT cert");
        assertThat(errorOutput).contains("no certificate with a matching key", "enroll first");
    }

    @Test
    void doesNotReplaceAMismatchedPairByAnOlderOne() throws Exception {
        EnrolledDevice other = device.copiedTo(directory.resolve("mismatched"));
        other.replaceKey();
        other.addCredentialOf(EnrolledDevice.in(directory.resolve("older")));
        requireUntouched(93, other, "IPSEC_LOCAL_CERT cert IPSEC_LOCAL_KEY pkey");
    }

    @Test
    void refusesWhereNothingIsEnrolled() throws Exception {
        requireUntouched(93, new EnrolledDevice(directory.resolve("nothing")), "IPSEC_LOCAL_KEY pkey");
        assertThat(errorOutput).contains("enroll first", "Nothing was changed");
    }

    @Test
    void namesAFileThatIsMissing() {
        assertThat(replace("IPSEC_LOCAL_CERT", "cert")).isEqualTo(93);
        assertThat(errorOutput).contains(file + ": cannot read the file");
        assertThat(file).doesNotExist();
    }

    private void requireUntouched(int exit, String arguments) throws IOException {
        requireUntouched(exit, device, arguments);
    }

    private void requireUntouched(int exit, EnrolledDevice other, String arguments) throws IOException {
        String before = "IPSEC_LOCAL_CERT=T0xE\nIPSEC_LOCAL_KEY=T0xE\n";
        Files.writeString(file, before);
        assertThat(replace(other, arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .as(errorOutput)
                .isEqualTo(exit);
        assertThat(errorOutput.lines()).as(errorOutput).hasSize(1);
        assertThat(text()).isEqualTo(before);
        assertThat(names()).noneMatch(name -> name.endsWith(".tmp"));
    }

    private int replace(String... arguments) {
        return replace(device, arguments);
    }

    private int replace(EnrolledDevice other, String... arguments) {
        List<String> all = new ArrayList<>(List.of(file.toString()));
        all.addAll(List.of(arguments));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                "scep_replace_pem",
                new StandardOutput(new ByteArrayOutputStream(), UTF_8),
                new PrintStream(err, true, UTF_8));
        String data = other.data().toString();
        CommandContext context = new CommandContext(
                console,
                name -> name.equals("SCEPCLIENT_DATA") ? data : null,
                new TestTerminal(),
                Clock.systemUTC(),
                duration -> {});
        int exit = new ScepReplacePemCommand(context).run(all.toArray(new String[0]));
        errorOutput = err.toString(UTF_8);
        return exit;
    }

    private String text() throws IOException {
        return new String(Files.readAllBytes(file), ISO_8859_1);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(UTF_8));
    }

    private static String escaped(String pem) {
        return pem.replace("\n", "\\n");
    }
}
