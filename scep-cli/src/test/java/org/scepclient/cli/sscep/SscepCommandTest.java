package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cli.Version;

/** What happens before an operation begins. */
class SscepCommandTest {
    @TempDir
    Path dir;

    private SscepFixture bench;

    @BeforeEach
    void prepare() {
        bench = new SscepFixture(dir);
    }

    @Test
    void listsArgumentsAndOptionsWhenItIsCalledWithoutAny() {
        assertThat(bench.run()).isEqualTo(new CommandRun(0, Usage.text("sscep"), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "getca --help", "enroll -v --help"})
    void showsTheUsageWhenAskedForIt(String line) {
        assertThat(bench.run(line.split(" ", -1))).isEqualTo(new CommandRun(0, Usage.text("sscep"), ""));
    }

    @Test
    void showsItsVersion() {
        assertThat(bench.run("--version").out()).isEqualTo("sscep version " + Version.text() + " (scepClient)\n");
        assertThat(Version.text()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"getca -x", "getca --nonsense", "getcacert", "getca -u", "getca stray"})
    void printsTheUsageOnStandardErrorAndExits1ForAWrongCommandLine(String line) {
        CommandRun run = bench.run(line.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.complaints()).first().asString().startsWith("sscep: ");
        assertThat(run.err()).endsWith(Usage.text("sscep"));
    }

    @Test
    void printsAWrongCommandLineAsAnObjectWithJson() {
        CommandRun run = bench.run("getca", "--json", "-x");
        assertThat(run)
                .isEqualTo(new CommandRun(
                        1,
                        "{\"error\":{\"code\":\"argument\",\"message\":\"unknown option -x\"},\"exitCode\":1}\n",
                        ""));
    }

    @Test
    void acceptsOptionsOfOtherOperationsAndTheEngineLetters() throws Exception {
        try (PlainServer server = PlainServer.answering(200, "AES\n")) {
            CommandRun run = bench.run(
                    "getcaps", "-hH", "-u", server.url(), "-k", "none", "-E", "nonsense", "-t", "x", "-R", "-M", "a=b");
            assertThat(run).isEqualTo(new CommandRun(0, "sscep: scep capabilities: AES\n", ""));
            assertThat(server.requests()).containsExactly("GET /scep?operation=GetCACaps");
        }
    }

    @Test
    void warnsOfUnknownKeysOfTheConfigurationFileAndGoesOn() throws Exception {
        try (PlainServer server = PlainServer.answering(200, "AES\n")) {
            bench.write("c.cnf", "[sscep]\nURL = " + server.url() + "\nUrll = x\n");
            CommandRun run = bench.run("getcaps", "-f", "@c.cnf");
            assertThat(run)
                    .isEqualTo(new CommandRun(
                            0,
                            "sscep: scep capabilities: AES\n",
                            "sscep: c.cnf:3: unknown key Urll; did you mean URL?\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"URL http://ca/", "[sscep\n", "[sscep]\nURL = \"x\n", "[sscep]\nVerbose = maybe\n"})
    void exits93WithFileAndLineForAMalformedConfigurationFile(String content) throws Exception {
        bench.write("c.cnf", content);
        CommandRun run = bench.run("getcaps", "-f", "@c.cnf", "-u", "http://127.0.0.1:1/");
        assertThat(run.exitCode()).isEqualTo(93);
        assertThat(run.complaints()).singleElement().asString().matches("sscep: c\\.cnf:[12]: .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "ftp://ca/scep", "http://", "http://[::1", "http://ca:99999/"})
    void exits1ForWhatIsNoUrl(String url) {
        CommandRun run = bench.run("getcaps", "-u", url);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.complaints()).singleElement().asString().startsWith("sscep: URL: ");
    }

    @Test
    void exits95WithTheAddressAndARemedyWhenNobodyListens() {
        CommandRun run = bench.run("getcaps", "-u", "http://127.0.0.1:1/scep");
        assertThat(run.exitCode()).isEqualTo(95);
        assertThat(run.complaints())
                .singleElement()
                .asString()
                .contains("http://127.0.0.1:1/scep")
                .contains("connection refused")
                .contains("check the port");
    }

    @Test
    void neverPrintsThePasswordOfAUrl() {
        CommandRun run = bench.run("getcaps", "-d", "-u", "http://user:hunter2@127.0.0.1:1/scep");
        assertThat(run.exitCode()).isEqualTo(95);
        assertThat(run.out() + run.err()).contains("127.0.0.1:1").doesNotContain("hunter2");
    }

    @Test
    void showsTheCausesOfAnErrorOnlyWithDebug() {
        assertThat(bench.run("getcaps", "-u", "http://127.0.0.1:1/").complaints())
                .hasSize(1);
        assertThat(bench.run("getcaps", "-d", "-u", "http://127.0.0.1:1/").err())
                .contains("because of java.net.ConnectException")
                .doesNotContain("\tat ");
    }
}
