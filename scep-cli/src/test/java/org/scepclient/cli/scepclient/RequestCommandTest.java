package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.Console;
import org.scepclient.cli.StandardOutput;
import org.scepclient.cli.TestTerminal;
import org.scepclient.cli.sscep.SscepCommand;
import org.scepclient.file.TextFile;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PemReader;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** {@code request}, and the enrollment of its files with {@code sscep}. */
class RequestCommandTest {
    @TempDir
    Path directory;

    private final CommandRun command = new CommandRun().with("PASS", "s3cret");

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private int run(String... more) {
        List<String> line = new ArrayList<>(List.of("request", "--out", file("dev.csr"), "--subject", "/O=Ex/CN=r7"));
        line.addAll(List.of(more));
        return command.run(line.toArray(String[]::new));
    }

    private CertificationRequest request() throws Exception {
        return PemReader.of(Files.readString(directory.resolve("dev.csr")), "dev.csr")
                .request();
    }

    private String mode(String name) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    }

    @Test
    void writesARequestWithEverythingThatEnrollKnows() throws Exception {
        assertThat(run(
                        "--new-key",
                        file("dev.key"),
                        "--alt-name",
                        "DNS:r7.example.com",
                        "--key-usage",
                        "digitalSignature",
                        "--ext-key-usage",
                        "clientAuth,1.2.3.4",
                        "--template",
                        "Router",
                        "--key-size",
                        "3072"))
                .as(command.err())
                .isZero();
        CertificationRequest request = request();
        request.verify();
        assertThat(request.subject().getName()).isEqualTo("CN=r7,O=Ex");
        assertThat(request.hasChallengePassword()).isFalse();
        assertThat(List.of(request.extensions().orElseThrow().getExtensionOIDs()))
                .contains(Extension.subjectAlternativeName, Extension.keyUsage, Extension.extendedKeyUsage)
                .hasSize(4);
        LoadedKey key = LoadedKey.read(directory.resolve("dev.key"));
        assertThat(key.publicKey()).isEqualTo(request.publicKey());
        assertThat(mode("dev.key")).isEqualTo("rw-------");
        assertThat(mode("dev.csr")).startsWith("rw-r");
        assertThat(command.out()).contains(file("dev.csr"), file("dev.key") + "  (private key)");
    }

    @Test
    void keepsTheChallengePasswordFromOthersAndFromTheOutput() throws Exception {
        assertThat(run("--new-key", file("dev.key"), "--challenge", "env:PASS")).isZero();
        assertThat(request().challengePassword().map(Secret::reveal)).contains("s3cret");
        assertThat(mode("dev.csr")).isEqualTo("rw-------");
        assertThat(command.out() + command.err()).doesNotContain("s3cret").contains("remove it after use");
    }

    @Test
    void replacesNothingWithoutForce() throws Exception {
        Path key = Files.writeString(directory.resolve("dev.key"), "mine");
        assertThat(run("--new-key", key.toString())).isEqualTo(93);
        assertThat(command.err())
                .isEqualTo("scepclient: " + key
                        + " (--new-key) exists; use another name, or replace it with --force, or use"
                        + " this key with --key [storage]");
        assertThat(key).hasContent("mine");
        assertThat(directory.resolve("dev.csr")).doesNotExist();
        Path request = Files.writeString(directory.resolve("dev.csr"), "mine too");
        assertThat(run("--new-key", file("new.key"))).isEqualTo(93);
        assertThat(request).hasContent("mine too");
        assertThat(directory.resolve("new.key")).doesNotExist();

        assertThat(run("--new-key", key.toString(), "--force"))
                .as(command.err())
                .isZero();
        assertThat(LoadedKey.read(key).publicKey()).isEqualTo(request().publicKey());
        assertThat(mode("dev.key")).isEqualTo("rw-------");
    }

    @Test
    void lastsAmongSeveralAtOnceAndTheOthersReportThatTheFileExists() throws Exception {
        List<Process> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(CommandProcess.of(
                            directory,
                            "request",
                            "--out",
                            file("dev.csr"),
                            "--subject",
                            "/CN=" + i,
                            "--new-key",
                            file("dev.key"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }
        List<Integer> codes = new ArrayList<>();
        for (Process process : running) {
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            codes.add(process.waitFor());
            assertThat(err).matches("|.*\\) exists; use another name, or replace it with --force.*\\s*");
        }
        assertThat(codes).containsExactlyInAnyOrder(0, 93, 93, 93);
        assertThat(LoadedKey.read(directory.resolve("dev.key")).publicKey())
                .isEqualTo(request().publicKey());
    }

    @Test
    void makesNoKeyIfTheRequestCannotBeWritten() {
        assertThat(command.run(
                        "request", "--out", file("none/r.csr"), "--subject", "/CN=a", "--new-key", file("dev.key")))
                .isEqualTo(93);
        assertThat(command.err()).contains("none/r.csr (--out): cannot write the file");
        assertThat(directory.resolve("dev.key")).doesNotExist();
    }

    @Test
    void keepsTheOldKeyIfTheRequestCannotBeWritten() throws Exception {
        Path key = Files.writeString(directory.resolve("dev.key"), "mine");
        assertThat(command.run(
                        "request", "--out", "/dev/full", "--subject", "/CN=a", "--new-key", key.toString(), "--force"))
                .isEqualTo(93);
        assertThat(key).hasContent("mine");
    }

    @Test
    void refusesOneFileUnderTwoNames() throws Exception {
        Files.createSymbolicLink(directory.resolve("link"), Path.of("dev.csr"));
        Files.createSymbolicLink(directory.resolve("self"), directory);
        for (String name : List.of("link", "self/dev.csr", "self/self/dev.csr")) {
            assertThat(run("--new-key", file(name))).as(name).isEqualTo(1);
            assertThat(command.err()).contains("name the same file");
        }
        assertThat(directory.resolve("dev.csr")).doesNotExist();
    }

    @Test
    void endsWithLinksThatLeadToEachOther() throws Exception {
        Files.createSymbolicLink(directory.resolve("dev.csr"), Path.of("loop"));
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("dev.csr"));
        assertThat(run("--new-key", file("dev.key"))).as(command.err()).isZero();
        assertThat(LoadedKey.read(directory.resolve("dev.key")).publicKey())
                .isEqualTo(request().publicKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"512", "2049", "8192", "16384"})
    void refusesOtherKeySizes(String size) {
        assertThat(run("--new-key", file("dev.key"), "--key-size", size)).isEqualTo(1);
        assertThat(command.err()).contains("--key-size: expected 2048, 3072 or 4096, found " + size);
    }

    @Test
    void usesAKeyThatExistsAndWritesDer() throws Exception {
        assertThat(run("--new-key", file("dev.key"))).isZero();
        CertificationRequest first = request();
        assertThat(command.run(
                        "request", "--out", file("dev.der"), "--subject", "/CN=b", "--key", file("dev.key"), "--der"))
                .as(command.err())
                .isZero();
        CertificationRequest second =
                CertificationRequest.decode(Bytes.of(Files.readAllBytes(directory.resolve("dev.der"))));
        assertThat(second.publicKey()).isEqualTo(first.publicKey());
        assertThat(second.subject().getName()).isEqualTo("CN=b");
        assertThat(run("--json", "--force", "--key", file("dev.key"))).isZero();
        assertThat(command.out()).contains("\"subject\":\"CN=r7, O=Ex\"", "\"exitCode\":0");
    }

    @Test
    void isEnrolledBySscep() throws Exception {
        try (TestCa ca = TestCa.start(
                TestCaConfig.builder().challenge(Secret.of("s3cret")).build())) {
            assertThat(run("--new-key", file("dev.key"), "--challenge", "env:PASS"))
                    .isZero();
            String url = ca.url().toString();
            String pin = ca.fingerprint().toString();
            assertThat(sscep("getca", "-u", url, "-c", file("ca.crt"), "--ca-fingerprint", pin))
                    .isZero();
            assertThat(sscep(
                            "enroll",
                            "-u",
                            url,
                            "-c",
                            file("ca.crt"),
                            "-k",
                            file("dev.key"),
                            "-r",
                            file("dev.csr"),
                            "-l",
                            file("dev.crt")))
                    .isZero();
            X509Certificate certificate = TextFile.certificate(directory.resolve("dev.crt"));
            assertThat(certificate.getPublicKey()).isEqualTo(request().publicKey());
        }
    }

    private static int sscep(String... args) {
        StandardOutput stream = new StandardOutput(new ByteArrayOutputStream(), StandardCharsets.UTF_8);
        return new SscepCommand(new CommandContext(
                        new Console("sscep", stream, stream),
                        name -> null,
                        new TestTerminal(),
                        Clock.systemUTC(),
                        duration -> {}))
                .run(args);
    }
}
