package org.scepclient.crl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepclient.fixture.TestCertificate.NOW;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.error.ScepException;
import org.scepclient.pem.PemWriter;

/** The verdicts of this implementation and of openssl for each CRL of {@link Situations}. */
class CrlSituationsTest {
    private static final Pattern ERROR = Pattern.compile("error (\\d+) at");

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("org.scepclient.crl.Situations#all")
    void hasTheVerdict(Situation situation) throws Exception {
        assertThat(verdict(situation)).isEqualTo(situation.verdict());
    }

    private static String verdict(Situation situation) throws IOException {
        try {
            VerifiedCrl crl =
                    situation.verifier().verify(CrlSource.of(situation.crl()), CrlSubject.of(situation.certificate()));
            return crl.revoked() ? "revoked" : "not revoked";
        } catch (ScepException e) {
            assertThat(e.getMessage()).doesNotContain("not revoked").hasLineCount(1);
            return e.code().id();
        }
    }

    @ParameterizedTest
    @MethodSource("org.scepclient.crl.Situations#all")
    void isComparedWithOpenssl(Situation situation) throws Exception {
        Assumptions.assumeTrue(hasOpenssl(), "openssl is not installed");
        assertThat(openssl(situation)).isEqualTo(situation.openssl());
    }

    @ParameterizedTest
    @MethodSource("org.scepclient.crl.Situations#all")
    void explainsEachDifferenceFromOpenssl(Situation situation) {
        assertThat(situation.because().isEmpty()).isEqualTo(situation.agrees());
    }

    @Test
    void hasNoDuplicateSituations() {
        assertThat(Situations.all().map(Situation::name).filter(name -> !name.contains("ECDSA")))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(60);
    }

    private String openssl(Situation situation) throws Exception {
        String ca = write("ca.pem", PemWriter.certificates(situation.ca()).getBytes(StandardCharsets.US_ASCII));
        String certificate = write(
                "certificate.pem",
                PemWriter.certificate(situation.certificate()).getBytes(StandardCharsets.US_ASCII));
        String crl = write("crl.der", situation.crl().toArray());
        String text = run(List.of(
                "openssl",
                "verify",
                "-crl_check",
                "-partial_chain",
                "-CAfile",
                ca,
                "-CRLfile",
                crl,
                "-attime",
                Long.toString(NOW.getEpochSecond()),
                certificate));
        Matcher error = ERROR.matcher(text);
        if (error.find()) {
            return error.group(1);
        }
        return text.contains("certificate.pem: OK") ? "OK" : "unreadable";
    }

    private String write(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content).toString();
    }

    private static boolean hasOpenssl() {
        try {
            return !run(List.of("openssl", "version")).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
