package org.scepclient.it.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.it.app.App;
import org.scepclient.it.app.Programs;
import org.scepclient.it.app.Setup;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;

/** The package's {@code bin/scep_replace_pem}, with credentials of a test CA: files before and after. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReplacePemIT {
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nT0xE\n-----END CERTIFICATE-----\n";

    private final App app = App.packaged();
    private TestCa ca;
    private Router router;
    private String key;
    private String certificate;

    @TempDir
    Path directory;

    @BeforeAll
    void enroll(@TempDir Path place) throws IOException {
        ca = TestCa.start(app, Setup.PLAIN, place);
        router = Router.at(app, place.resolve("device"), ca.url()).challenge(ca.challenge());
        router.check().run().mustSucceed();
        key = Files.readString(router.key());
        certificate = Files.readString(router.data().resolve("latest.crt"));
    }

    @AfterAll
    void stop() {
        ca.close();
    }

    /** KEY, CERT and their one-line forms are replaced by the enrolled credentials. */
    record Row(String style, String before, String after) {
        @Override
        public String toString() {
            return style;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row(
                        "base64 between comments",
                        "# LOCAL_KEY=\nLOCAL_KEY=T0xE\n#end\nLOCAL_CERT=\n",
                        "# LOCAL_KEY=\nLOCAL_KEY={key64}\n#end\nLOCAL_CERT={cert64}\n"),
                new Row(
                        "CRLF",
                        "A=1\r\nLOCAL_KEY=\r\nLOCAL_CERT=T0xE\r\n",
                        "A=1\r\nLOCAL_KEY={key64}\r\nLOCAL_CERT={cert64}\r\n"),
                new Row(
                        "the second instance's parameters stay",
                        "IPSEC2_LOCAL_KEY=x\nLOCAL_KEY=\nLOCAL_CERT=\nIPSEC2_LOCAL_CERT=y",
                        "IPSEC2_LOCAL_KEY=x\nLOCAL_KEY={key64}\nLOCAL_CERT={cert64}\nIPSEC2_LOCAL_CERT=y"),
                new Row(
                        "quoted text over several lines",
                        "LOCAL_KEY='" + PEM + "'\nLOCAL_CERT=\"" + PEM + "\"\nB=2\n",
                        "LOCAL_KEY='{key}'\nLOCAL_CERT=\"{cert}\"\nB=2\n"),
                new Row(
                        "raw PEM, and bytes that are no UTF-8",
                        "NAME=\u00b0\u00ff\nLOCAL_KEY=" + PEM + "LOCAL_CERT=" + PEM,
                        "NAME=\u00b0\u00ff\nLOCAL_KEY={key}LOCAL_CERT={cert}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void writesTheNewPairAndLeavesEveryOtherByte(Row row) throws IOException {
        Path file = written("settings", row.before());
        replace(file, "LOCAL_KEY", "pkey", "LOCAL_CERT", "cert").run().mustSucceed();
        assertThat(text(file)).isEqualTo(filled(row.after()));
    }

    @Test
    void followsALink() throws IOException {
        Path real = written("real", "IPSEC2_LOCAL_KEY=\n");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("real"));
        replace(link, "IPSEC2_LOCAL_KEY", "pkey").run().mustSucceed();
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(text(real)).isEqualTo(filled("IPSEC2_LOCAL_KEY={key64}\n"));
    }

    @Test
    void changesNothingWhereAParameterIsMissing() throws IOException {
        Path file = written("settings", "LOCAL_KEY=old\n");
        Finished refused =
                replace(file, "LOCAL_KEY", "pkey", "LOCAL_CERT", "cert").run().mustExit(93);
        assertThat(refused.err()).contains(file + ": no line starts with 'LOCAL_CERT='", "Nothing was changed");
        assertThat(text(file)).isEqualTo("LOCAL_KEY=old\n");
    }

    @Test
    void changesNothingWithoutPermissionToWrite() throws IOException {
        Path file = written("settings", "LOCAL_KEY=old\n");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        Finished refused = withoutOverride(replace(file, "LOCAL_KEY", "pkey")).run();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        refused.mustExit(93);
        assertThat(refused.err()).contains(file + ": cannot write the file: permission denied");
        assertThat(refused.err().lines()).hasSize(1);
        assertThat(text(file)).isEqualTo("LOCAL_KEY=old\n");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    /** The command without root's capability to bypass file permissions. */
    private static Command withoutOverride(Command command) {
        String setpriv = Programs.require("setpriv", "util-linux").toString();
        return "root".equals(System.getProperty("user.name"))
                ? command.startedBy(List.of(setpriv, "--bounding-set=-dac_override,-dac_read_search", "--"))
                : command;
    }

    private Command replace(Path file, Object... arguments) {
        return router.here(
                Command.of(app.home().resolve("bin/scep_replace_pem"), file).and(arguments));
    }

    private Path written(String name, String content) throws IOException {
        return Files.write(directory.resolve(name), content.getBytes(ISO_8859_1));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, ISO_8859_1);
    }

    private String filled(String text) {
        return text.replace("{key64}", base64(key))
                .replace("{cert64}", base64(certificate))
                .replace("{key}", key)
                .replace("{cert}", certificate);
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(UTF_8));
    }
}
