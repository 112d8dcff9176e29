package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.pem.PemWriter;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.authority.RaSetup;

class GetNextCaCommandTest {
    @TempDir
    Path dir;

    private static CommandRun next(SscepFixture bench, TestCa ca, String trust, String... options) {
        String[] args = new String[7 + options.length];
        System.arraycopy(
                new String[] {"getnextca", "-u", ca.url().toString(), "-c", "@next.crt", "-C", trust}, 0, args, 0, 7);
        System.arraycopy(options, 0, args, 7, options.length);
        return bench.run(args);
    }

    @Test
    void writesTheNextCertificatesToNumberedFiles() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().ra(RaSetup.SINGLE).build())) {
            SscepFixture bench = new SscepFixture(dir);
            bench.getCa(ca);
            CommandRun run = next(bench, ca, "@ca.crt", "-v", "-w", "@signer.crt");
            assertThat(run.exitCode()).as(run.err()).isZero();
            int count = ca.nextCaCertificates().size();
            for (int i = 0; i < count; i++) {
                assertThat(ca.nextCaCertificates()).contains(bench.certificate("next.crt-" + i));
                assertThat(run.lines()).contains("sscep: certificate written as next.crt-" + i);
            }
            assertThat(ca.caCertificates()).contains(bench.certificate("signer.crt"));
            assertThat(run.lines()).contains("sscep: signer certificate written as signer.crt");
        }
    }

    @Test
    void numbersASingleCertificateToo() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture bench = new SscepFixture(dir);
            bench.getCa(ca);
            assertThat(next(bench, ca, "@ca.crt").exitCode()).isZero();
            assertThat(bench.files()).containsExactly("ca.crt", "next.crt-0");
        }
    }

    @Test
    void writesNothingWhenTheSignerIsNotTrusted() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture bench = new SscepFixture(dir);
            bench.write(
                    "wrong.crt", PemWriter.certificate(ca.nextCaCertificates().getFirst()));
            CommandRun run = next(bench, ca, "@wrong.crt", "-w", "@signer.crt");
            assertThat(run.exitCode()).isEqualTo(97);
            assertThat(run.complaints()).hasSize(1);
            assertThat(bench.files()).containsExactly("wrong.crt");
        }
    }

    @Test
    void saysThatTheServerHasNoNextCa() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build());
                PlainServer server = PlainServer.answering(500, "not implemented")) {
            SscepFixture bench = new SscepFixture(dir);
            bench.getCa(ca);
            CommandRun run = next(bench, ca, "@ca.crt", "-u", server.url());
            assertThat(run.exitCode()).isEqualTo(95);
            assertThat(run.complaints()).singleElement().asString().contains("GetNextCACert");
        }
    }
}
