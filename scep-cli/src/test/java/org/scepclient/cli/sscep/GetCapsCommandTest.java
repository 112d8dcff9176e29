package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.fault.Fault;

class GetCapsCommandTest {
    @TempDir
    Path dir;

    @Test
    void printsTheCapabilitiesInTheOrderOfTheOriginal() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            CommandRun run = new SscepFixture(dir).run("getcaps", "-u", ca.url().toString());
            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .isEqualTo("sscep: scep capabilities: AES, DES3, GetNextCACert, POSTPKIOperation, Renewal, SHA-1,"
                            + " SHA-256, SHA-384, SHA-512, SCEPStandard\n");
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void namesUnknownKeywordsOnStandardError() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "AES\r\nFancy-Thing\r\nrenewal")) {
            CommandRun run = new SscepFixture(dir).run("getcaps", "-u", server.url("/scep"));
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).isEqualTo("sscep: scep capabilities: AES, Renewal\n");
            assertThat(run.err()).isEqualTo("sscep: unknown capability Fancy-Thing\n");
        }
    }

    @Test
    void treatsAnHttpErrorAsNoCapabilities() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(404, "nothing here")) {
            CommandRun run = new SscepFixture(dir).run("getcaps", "-v", "-u", server.url("/scep"));
            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .contains(
                            "sscep: scep capabilities: \n",
                            "no capabilities: the server answered HTTP 404 Not Found: nothing here\n");
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void failsWhereTheServerClosesTheConnectionWithoutAnAnswer() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().fault(Fault.CAPS_CLOSED).build())) {
            CommandRun run = new SscepFixture(dir).run("getcaps", "-u", ca.url().toString());
            assertThat(run.exitCode()).isEqualTo(95);
            assertThat(run.err()).contains("closed the connection without a complete reply");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void continuesWithoutCapabilitiesInOtherOperationsAndReportsTheReason() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().fault(Fault.CAPS_CLOSED).build())) {
            SscepFixture fixture = new SscepFixture(dir);
            fixture.device("r", DeviceKeys.FIRST);
            assertThat(fixture.getCa(ca).exitCode()).isZero();
            CommandRun run = fixture.enroll(ca, "r", "-v");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("sscep: no capabilities: the server closed the connection without a response\n");
        }
    }

    @Test
    void asksAtTheDefaultPathWhereTheUrlHasNone() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "AES\n")) {
            String bare = server.url("");
            assertThat(new SscepFixture(dir).run("getcaps", "-u", bare).exitCode())
                    .isZero();
            assertThat(server.operations()).containsExactly("GET /cgi-bin/pkiclient.exe?operation=GetCACaps");
        }
    }

    @Test
    void understandsAUrlThatWasCopiedFromARequest() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "AES\n")) {
            String copied = server.url("/scep") + "?operation=GetCACaps&message=x";
            assertThat(new SscepFixture(dir).run("getcaps", "-u", copied).exitCode())
                    .isZero();
            assertThat(server.operations()).containsExactly("GET /scep?operation=GetCACaps");
        }
    }

    @Test
    void printsOneObjectWithJson() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "AES\nFancy\n")) {
            CommandRun run = new SscepFixture(dir).run("getcaps", "--json", "-u", server.url("/scep"));
            assertThat(run.out())
                    .isEqualTo("{\"operation\":\"getcaps\",\"capabilities\":[\"AES\"],\"unknown\":[\"Fancy\"],"
                            + "\"exitCode\":0}\n");
        }
    }

    @Test
    void showsTheExchangeWithDebug() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "AES\n")) {
            CommandRun run = new SscepFixture(dir).run("getcaps", "-d", "-u", server.url("/scep"));
            assertThat(run.out()).contains("sscep: GET " + server.url("/scep") + "?operation=GetCACaps\n");
            assertThat(run.out()).contains("sscep: HTTP 200 OK, text/plain, 4 bytes in ");
            assertThat(run.out()).contains("sscep: starting sscep, version ").contains("SCEP_OPERATION_GETCAPS");
        }
    }
}
