package org.scepclient.enrollment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.Enroll;
import com.example.EnrollWithApproval;
import com.example.HttpClientTransport;
import com.example.KnownCa;
import com.example.Renew;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.error.TrustException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;
import org.scepclient.message.MessageType;
import org.scepclient.pem.PemReader;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.junit.TestCaExtension;
import org.scepclient.testca.service.Approval;
import org.scepclient.transport.HttpUrl;
import org.scepclient.value.Secret;

/** The programs of docs/library.md, run against the test CA, and compared with the document. */
class LibraryExampleTest {
    private static final Path PROGRAMS = Path.of("src/test/java/com/example");
    private static final GeneratedKeyPairs CA_KEYS = new GeneratedKeyPairs(2048, new SecureRandom());
    private static final Secret CHALLENGE = Secret.of("open sesame");

    @RegisterExtension
    final TestCaExtension running = new TestCaExtension(
            TestCaConfig.builder().keys(CA_KEYS).challenge(CHALLENGE).build());

    @TempDir
    Path directory;

    private final InputStream in = System.in;
    private final PrintStream out = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void restoreStreams() {
        System.setIn(in);
        System.setOut(out);
    }

    private void type(String input) {
        System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
        System.setOut(new PrintStream(printed, true, UTF_8));
    }

    private static RequestTemplate template() {
        return RequestTemplate.of("/O=Example/CN=router-7").withChallengePassword(CHALLENGE);
    }

    private static void requireKeyWithCertificate(String pem, TestCa ca) throws Exception {
        List<X509Certificate> certificates = PemReader.of(pem, "the output").certificates();
        assertThat(certificates).endsWith(ca.issuer());
        assertThat(certificates.getFirst()).isIn(ca.issued());
        Path file = Files.createTempFile("example", ".pem");
        try {
            Files.writeString(file, pem);
            assertThat(certificates.getFirst().getPublicKey())
                    .isEqualTo(LoadedKey.read(file).publicKey());
        } finally {
            Files.delete(file);
        }
    }

    static Stream<Path> programs() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            return files.filter(file -> !file.endsWith("package-info.java")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theDocumentHasTheWholeFile(Path program) throws Exception {
        String listing = "\n```java\n" + Files.readString(program) + "```\n";
        assertThat(Files.readString(Path.of("../docs/library.md")).contains(listing))
                .as("docs/library.md has " + program + " as it is compiled")
                .isTrue();
    }

    @Test
    void theReadmeHasTheStatementsOfTheFirstProgram() throws Exception {
        String program = Files.readString(PROGRAMS.resolve("Enroll.java"));
        String statements = program.substring(program.indexOf("        var session"), program.indexOf("    }\n}"));
        assertThat(Files.readString(Path.of("../README.md")))
                .contains("\n```java\n" + statements.stripTrailing().stripIndent() + "\n```\n");
    }

    @Test
    void theFirstProgramHasTwentyLines() throws Exception {
        assertThat(Files.readAllLines(PROGRAMS.resolve("Enroll.java"))).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void printsKeyAndCertificates() throws Exception {
        TestCa ca = running.get();
        type("open sesame\n");
        Enroll.main(new String[] {ca.url().toString(), ca.fingerprint().toString()});
        requireKeyWithCertificate(printed.toString(UTF_8), ca);
    }

    @Test
    void continuesAPendingRequestAfterARestart() throws Exception {
        TestCaConfig manual =
                TestCaConfig.builder().keys(CA_KEYS).approval(Approval.MANUAL).build();
        try (TestCa ca = TestCa.start(manual)) {
            EnrollmentSession session =
                    ScepClient.of(ca.url()).connect(ca.fingerprint()).pollingBy(Polling.never());
            assertThat(new EnrollWithApproval(directory).run(session, template()))
                    .isFalse();
            assertThat(new EnrollWithApproval(directory).run(session, template()))
                    .isFalse();
            assertThat(ca.pending()).hasSize(1);
            ca.approve(ca.pending().getFirst().transactionId());
            assertThat(new EnrollWithApproval(directory).run(session, template()))
                    .isTrue();

            Path file = directory.resolve("device.pem");
            requireKeyWithCertificate(Files.readString(file), ca);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(DurableDirectory.of(directory).names()).containsExactly("device.pem");
        }
    }

    @Test
    void forgetsARequestThatWasRefused() throws Exception {
        EnrollmentSession session =
                ScepClient.of(running.get().url()).connect(running.get().fingerprint());
        EnrollWithApproval enrollment = new EnrollWithApproval(directory);
        assertThatThrownBy(() -> enrollment.run(session, RequestTemplate.of("/CN=x")))
                .hasMessageContaining("challenge password");
        assertThat(DurableDirectory.of(directory).names()).isEmpty();
    }

    @Test
    void renewsKeyAndCertificateInOneFile() throws Exception {
        TestCa ca = running.get();
        EnrollmentSession session = ScepClient.of(ca.url()).connect(ca.fingerprint());
        new EnrollWithApproval(directory).run(session, template());
        Path file = directory.resolve("device.pem");
        String before = Files.readString(file);

        Renew.renew(session, file);

        requireKeyWithCertificate(Files.readString(file), ca);
        assertThat(Files.readString(file)).isNotEqualTo(before);
        assertThat(ca.requests())
                .last()
                .satisfies(request -> assertThat(request.messageType()).contains(MessageType.RENEWAL_REQ));
    }

    @Test
    void asksAtTheFirstContactOnly() throws Exception {
        HttpUrl url = HttpUrl.of(running.get().url());
        DurableDirectory files = DurableDirectory.of(directory);
        type("yes\n");
        KnownCa.connect(url, files)
                .enroll(template(), new KeyGeneration().rsa(2048))
                .issuedOrThrow();
        assertThat(printed.toString(UTF_8)).contains(running.get().fingerprint().toString());
        assertThat(files.names()).containsExactly("ca.pem", "offered");

        type("");
        KnownCa.connect(url, files);
        try (TestCa other = TestCa.start(TestCaConfig.builder().build())) {
            assertThatThrownBy(() -> KnownCa.connect(HttpUrl.of(other.url()), files))
                    .isInstanceOf(TrustException.class)
                    .hasMessageContaining("remove ca.pem if the CA was replaced");
        }
    }

    @Test
    void trustsNoCaThatThePersonDoesNotAccept() {
        DurableDirectory files = DurableDirectory.of(directory);
        type("no\n");
        assertThatThrownBy(() -> KnownCa.connect(HttpUrl.of(running.get().url()), files))
                .hasMessage("the CA was not accepted");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void enrollsOverATransportOfItsOwn() throws Exception {
        TestCa ca = running.get();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpClientTransport.connectWith(client, HttpUrl.of(ca.url()))
                    .connect(ca.fingerprint())
                    .enroll(template(), new KeyGeneration().rsa(2048))
                    .issuedOrThrow();
        }
        assertThat(ca.issued()).hasSize(1);
    }
}
