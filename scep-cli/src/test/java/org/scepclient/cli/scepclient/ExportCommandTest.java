package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.file.TextFile;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PemReader;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.value.Secret;

/** {@code export} of a certificate of a CA below a root. */
class ExportCommandTest {
    private static final GeneratedKeyPairs KEYS = new GeneratedKeyPairs(2048, new SecureRandom());

    @TempDir
    Path directory;

    private CommandRun command;
    private Path data;
    private TestCa ca;

    @BeforeEach
    void enroll() throws Exception {
        ca = TestCa.start(TestCaConfig.builder().keys(KEYS).intermediate(true).build());
        data = directory.resolve("data");
        command = new CommandRun()
                .with("SCEPCLIENT_SETTINGS", directory.resolve("settings"))
                .with("SCEPCLIENT_DATA", data)
                .with("PASSWORD", "correct horse")
                .with("NONE", "")
                .with("OTHER", "Šípek");
        command.run("settings", "set", "SERIAL=7", "ENABLED=1", "URL=" + ca.url());
        assertThat(command.run("check")).as(command.err()).isZero();
    }

    @AfterEach
    void end() {
        ca.close();
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private int export(String format, Path file, String... more) {
        List<String> line = new ArrayList<>(List.of("export", "--format", format, "--out", file.toString()));
        line.addAll(List.of(more));
        return command.run(line.toArray(String[]::new));
    }

    private PrivateKey key() throws Exception {
        return LoadedKey.read(data.resolve("latest.key")).key().privateKey();
    }

    /** The certificate in use and those above it. */
    private List<X509Certificate> path() throws Exception {
        List<X509Certificate> path = new ArrayList<>(TextFile.certificates(data.resolve("latest.crt")));
        path.addAll(TextFile.certificates(data.resolve("ca.crt-0")));
        path.addAll(TextFile.certificates(data.resolve("ca.crt-1")));
        return path;
    }

    private void assertKeyStore(String type, Path file) throws Exception {
        char[] password = "correct horse".toCharArray();
        KeyStore store = KeyStore.getInstance(type);
        store.load(new ByteArrayInputStream(Files.readAllBytes(file)), password);
        assertThat(store.aliases().asIterator()).toIterable().containsExactly("scepclient");
        assertThat(store.getKey("scepclient", password)).isEqualTo(key());
        assertThat(store.getCertificateChain("scepclient")).containsExactlyElementsOf(path());
    }

    @ParameterizedTest
    @CsvSource({"p12,PKCS12", "jks,JKS"})
    void writesAKeyStoreForTheOwnerOnly(String format, String type) throws Exception {
        Files.writeString(file("store"), "older");
        assertThat(export(format, file("store"), "--password", "env:PASSWORD"))
                .as(command.err())
                .isZero();
        assertKeyStore(type, file("store"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("store"))))
                .isEqualTo("rw-------");
        assertThat(command.out()).contains("with its private key:", "  " + file("store"));
    }

    @Test
    void writesOnePemFile() throws Exception {
        assertThat(export("pem", file("all.pem"))).as(command.err()).isZero();
        assertThat(TextFile.certificates(file("all.pem"))).isEqualTo(path());
        assertThat(LoadedKey.read(file("all.pem")).key().privateKey()).isEqualTo(key());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("all.pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void encryptsTheKeyInPem() throws Exception {
        assertThat(export("pem", file("all.pem"), "--password", "env:PASSWORD")).isZero();
        assertThat(file("all.pem"))
                .content()
                .contains("BEGIN ENCRYPTED PRIVATE KEY")
                .doesNotContain("BEGIN PRIVATE KEY");
        assertThat(PemReader.of(Files.readString(file("all.pem")), "all.pem")
                        .privateKey(place -> Secret.of("correct horse")))
                .isEqualTo(key());
    }

    @Test
    void writesTheCertificateAlone() throws Exception {
        assertThat(export("der", file("device.cer"))).isZero();
        assertThat(Files.readAllBytes(file("device.cer")))
                .isEqualTo(path().getFirst().getEncoded());
        assertThat(command.out()).doesNotContain("private key");
    }

    @Test
    void exportsADirectoryOfEnroll() throws Exception {
        Path device = file("device");
        assertThat(command.run(
                        "enroll",
                        "--url",
                        ca.url().toString(),
                        "--trust-on-first-use",
                        "--subject",
                        "/CN=staged",
                        "--out",
                        device.toString()))
                .as(command.err())
                .isZero();
        assertThat(export("pem", device.resolve("all.pem"), "--from", device.toString()))
                .as(command.err())
                .isZero();
        assertThat(TextFile.certificate(device.resolve("all.pem")).getSubjectX500Principal())
                .hasToString("CN=staged");
        assertThat(export("pem", device.resolve("key.pem"), "--from", device.toString()))
                .isEqualTo(93);
        assertThat(command.err()).contains("key.pem (--out) is what is exported, or the settings; name another file");
    }

    @Test
    void neverReplacesTheKeyInUse() throws Exception {
        PrivateKey before = key();
        Path link = Files.createSymbolicLink(file("link"), data.resolve("latest.key"));
        Path hardLink =
                Files.createLink(file("hard"), data.resolve("latest.key").toRealPath());
        for (Path place : new Path[] {link, hardLink, file("settings")}) {
            assertThat(export("pem", place)).isEqualTo(93);
            assertThat(command.err()).contains("is what is exported, or the settings; name another file");
        }
        for (String name : new String[] {"latest.key", "journal", "new.pem"}) {
            assertThat(export("pem", data.resolve(name))).isEqualTo(93);
            assertThat(command.err()).contains(data + " has only files of the app; name a file elsewhere");
        }
        assertThat(key()).isEqualTo(before);
    }

    @Test
    void refusesAKeyThatIsNotThatOfTheCertificate() throws Exception {
        for (String name : new String[] {"one", "two"}) {
            assertThat(command.run(
                            "enroll",
                            "--url",
                            ca.url().toString(),
                            "--trust-on-first-use",
                            "--subject",
                            "/CN=" + name,
                            "--out",
                            file(name).toString()))
                    .isZero();
        }
        Files.copy(file("two").resolve("key.pem"), file("one").resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(export("p12", file("out"), "--from", file("one").toString(), "--password", "env:PASSWORD"))
                .isEqualTo(93);
        assertThat(command.err()).contains("key.pem is not the key of ");
        assertThat(file("out")).doesNotExist();
    }

    @Test
    void reportsTheFileAsJson() {
        assertThat(export("pem", file("all.pem"), "--json")).isZero();
        assertThat(command.out())
                .startsWith("{\"command\":\"export\",\"file\":\"" + file("all.pem")
                        + "\",\"format\":\"pem\",\"serial\":\"");
        assertThat(export("pem", Path.of("/dev/stdout"), "--json")).isOne();
        assertThat(command.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pkcs12 | | --format: expected pem, der, p12 or jks, found 'pkcs12'",
                "p12 | | missing option --password SOURCE, which --format p12 needs",
                "der | --password env:PASSWORD | --password: --format der has no key to protect",
                "pem | --legacy | --legacy is for --format p12 only",
                "p12 | --password secret | --password: expected env:NAME, file:PATH or prompt",
                "p12 | --password env:NONE | --password: the password is empty or has characters outside ASCII",
                "p12 | --password env:OTHER | --password: the password is empty or has characters outside ASCII",
                "pem | --from /nowhere | /nowhere: this directory (--from) has no key.pem"
            })
    void refuses(String format, String options, String problem) {
        String[] words = options == null ? new String[0] : options.split(" ");
        assertThat(export(format, file("out"), words)).isNotZero();
        assertThat(command.err()).contains(problem).doesNotContain("Šípek");
        assertThat(file("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pem", "der"})
    void explainsAMissingCertificate(String format) {
        command.with("SCEPCLIENT_DATA", file("empty"));
        assertThat(export(format, file("out"))).isEqualTo(93);
        assertThat(command.err()).contains("no certificate is in use; run 'scepclient check'");
    }
}
