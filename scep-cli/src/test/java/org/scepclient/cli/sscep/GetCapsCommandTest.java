package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.testca.TestCa;

class GetCapsCommandTest {
    @TempDir
    Path dir;

    @Test
    void printsTheCapabilitiesInTheOrderOfTheOriginal() throws Exception {
        try (TestCa ca = TestCa.start(Workbench.ca().build())) {
            CommandRun run = new Workbench(dir).run("getcaps", "-u", ca.url().toString());
            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .isEqualTo("sscep: scep capabilities: AES, DES3, GetNextCACert, POSTPKIOperation, Renewal, SHA-1,"
                            + " SHA-256, SHA-384, SHA-512, SCEPStandard\n");
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void namesUnknownWordsOnStandardError() throws Exception {
        try (PlainServer server = PlainServer.answering(200, "AES\r\nFancy-Thing\r\nrenewal")) {
            CommandRun run = new Workbench(dir).run("getcaps", "-u", server.url());
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).isEqualTo("sscep: scep capabilities: AES, Renewal\n");
            assertThat(run.err()).isEqualTo("sscep: unknown capability Fancy-Thing\n");
        }
    }

    @Test
    void takesAnHttpErrorForNoCapabilities() throws Exception {
        try (PlainServer server = PlainServer.answering(404, "nothing here")) {
            CommandRun run = new Workbench(dir).run("getcaps", "-u", server.url());
            assertThat(run).isEqualTo(new CommandRun(0, "sscep: scep capabilities: \n", ""));
        }
    }

    @Test
    void printsOneObjectWithJson() throws Exception {
        try (PlainServer server = PlainServer.answering(200, "AES\nFancy\n")) {
            CommandRun run = new Workbench(dir).run("getcaps", "--json", "-u", server.url());
            assertThat(run.out())
                    .isEqualTo("{\"operation\":\"getcaps\",\"capabilities\":[\"AES\"],\"unknown\":[\"Fancy\"],"
                            + "\"exitCode\":0}\n");
        }
    }

    @Test
    void showsTheExchangeWithDebug() throws Exception {
        try (PlainServer server = PlainServer.answering(200, "AES\n")) {
            CommandRun run = new Workbench(dir).run("getcaps", "-d", "-u", server.url());
            assertThat(run.out()).contains("sscep: GET " + server.url() + "?operation=GetCACaps\n");
            assertThat(run.out()).contains("sscep: HTTP 200 OK, text/plain, 4 bytes in ");
            assertThat(run.out()).contains("sscep: starting sscep, version ").contains("SCEP_OPERATION_GETCAPS");
        }
    }
}
