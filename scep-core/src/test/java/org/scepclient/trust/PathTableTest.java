package org.scepclient.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.pem.PemWriter;

/** The verdict about each path of {@link PathTable}, compared with OpenSSL's. */
class PathTableTest {
    @TempDir
    Path directory;

    static Stream<PathTable.Row> rows() {
        return PathTable.rows().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void hasTheExpectedVerdict(PathTable.Row row) {
        List<X509Certificate> all = new ArrayList<>(List.of(row.anchor().certificate()));
        row.pool().forEach(one -> all.add(one.certificate()));
        CaCertificates ca = new CaCertificates(all, Set.of(row.anchor().certificate()));
        assertThat(ca.vouchesFor(row.target().certificate(), List.of(), TestCertificate.RULES))
                .as(row.name())
                .isEqualTo(row.ours());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void hasTheExpectedVerdictOfOpenssl(PathTable.Row row) throws Exception {
        assumeTrue(hasOpenssl(), "openssl is not installed");
        Path anchor = write("anchor.pem", List.of(row.anchor()));
        Path pool = write("pool.pem", row.pool());
        Path target = write("target.pem", List.of(row.target()));
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "verify",
                "-partial_chain",
                "-attime",
                String.valueOf(TestCertificate.NOW.getEpochSecond()),
                "-trusted",
                anchor.toString()));
        if (!row.pool().isEmpty()) {
            command.addAll(List.of("-untrusted", pool.toString()));
        }
        command.add(target.toString());
        Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(openssl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(openssl.waitFor() == 0).as(row.name() + ": " + output).isEqualTo(row.openssl());
    }

    @Test
    void differencesAreExplained() {
        assertThat(PathTable.rows())
                .allSatisfy(row ->
                        assertThat(row.reason().isEmpty()).as(row.name()).isEqualTo(row.ours() == row.openssl()));
    }

    private Path write(String name, List<Identity> all) throws IOException {
        List<X509Certificate> certificates =
                all.stream().map(Identity::certificate).toList();
        return Files.writeString(directory.resolve(name), PemWriter.certificates(certificates));
    }

    private static boolean hasOpenssl() throws InterruptedException {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
