package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.pem.PemWriter;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.authority.RaSetup;

class GetNextCaCommandTest {
    @TempDir
    Path dir;

    private static CommandRun next(SscepFixture fixture, TestCa ca, String trust, String... options) {
        String[] args = new String[7 + options.length];
        System.arraycopy(
                new String[] {"getnextca", "-u", ca.url().toString(), "-c", "@next.crt", "-C", trust}, 0, args, 0, 7);
        System.arraycopy(options, 0, args, 7, options.length);
        return fixture.run(args);
    }

    @Test
    void writesTheNextCertificatesToNumberedFiles() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().ra(RaSetup.SINGLE).build())) {
            SscepFixture fixture = new SscepFixture(dir);
            fixture.getCa(ca);
            CommandRun run = next(fixture, ca, "@ca.crt", "-v", "-w", "@signer.crt");
            assertThat(run.exitCode()).as(run.err()).isZero();
            int count = ca.nextCaCertificates().size();
            for (int i = 0; i < count; i++) {
                assertThat(ca.nextCaCertificates()).contains(fixture.certificate("next.crt-" + i));
                assertThat(run.lines()).contains("sscep: certificate written as next.crt-" + i);
            }
            assertThat(ca.caCertificates()).contains(fixture.certificate("signer.crt"));
            assertThat(run.lines()).contains("sscep: signer certificate written as signer.crt");
        }
    }

    @Test
    void numbersASingleCertificateToo() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture fixture = new SscepFixture(dir);
            fixture.getCa(ca);
            assertThat(next(fixture, ca, "@ca.crt").exitCode()).isZero();
            assertThat(fixture.files()).containsExactly("ca.crt", "next.crt-0");
        }
    }

    @Test
    void writesNothingWhenTheSignerIsNotTrusted() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture fixture = new SscepFixture(dir);
            fixture.write(
                    "wrong.crt", PemWriter.certificate(ca.nextCaCertificates().getFirst()));
            CommandRun run = next(fixture, ca, "@wrong.crt", "-w", "@signer.crt");
            assertThat(run.exitCode()).isEqualTo(97);
            assertThat(run.errorLines()).hasSize(1);
            assertThat(fixture.files()).containsExactly("wrong.crt");
        }
    }

    @Test
    void refusesAChainWithoutACaBeforeAnythingIsSent() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().ra(RaSetup.SINGLE).build());
                ScriptedServer server = ScriptedServer.answering(200, "")) {
            SscepFixture fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
            fixture.getCa(ca);
            assertThat(fixture.enroll(ca, "dev").exitCode()).isZero();
            fixture.write("ra.crt", PemWriter.certificate(ca.caCertificates().getFirst()));
            for (String trust : new String[] {"dev.crt", "ra.crt"}) {
                CommandRun run = next(fixture, ca, "@" + trust, "-u", server.url("/"));
                assertThat(run.exitCode()).isEqualTo(97);
                assertThat(run.errorLines())
                        .singleElement()
                        .asString()
                        .startsWith("sscep: " + trust + " (-C): the certificate of 'CN=")
                        .contains("registration authority, not a CA's; give the file that getca wrote");
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void reportsAServerWithoutNextCa() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build());
                ScriptedServer server = ScriptedServer.answering(500, "not implemented")) {
            SscepFixture fixture = new SscepFixture(dir);
            fixture.getCa(ca);
            CommandRun run = next(fixture, ca, "@ca.crt", "-u", server.url("/scep"));
            assertThat(run.exitCode()).isEqualTo(95);
            assertThat(run.errorLines()).singleElement().asString().contains("GetNextCACert");
        }
    }
}
