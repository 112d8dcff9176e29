package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cli.Version;
import org.scepclient.fixture.ScriptedServer;

/** Command lines without an operation, and errors before it. */
class SscepCommandTest {
    @TempDir
    Path dir;

    private SscepFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new SscepFixture(dir);
    }

    @Test
    void listsArgumentsAndOptionsWhenItIsCalledWithoutAny() {
        assertThat(fixture.run()).isEqualTo(new CommandRun(0, Usage.text("sscep"), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "getca --help", "enroll -v --help"})
    void showsTheUsageWhenAskedForIt(String line) {
        assertThat(fixture.run(line.split(" ", -1))).isEqualTo(new CommandRun(0, Usage.text("sscep"), ""));
    }

    @Test
    void showsItsVersion() {
        assertThat(fixture.run("--version").out()).isEqualTo("sscep version " + Version.text() + " (scepClient)\n");
        assertThat(Version.text()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"getca -x", "getca --nonsense", "getc", "getca -u"})
    void printsTheUsageOnStandardErrorAndExits1ForAWrongCommandLine(String line) {
        CommandRun run = fixture.run(line.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines()).first().asString().startsWith("sscep: ");
        assertThat(run.err()).endsWith(Usage.text("sscep"));
    }

    @Test
    void printsAWrongCommandLineAsAnObjectWithJson() {
        CommandRun run = fixture.run("getca", "--json", "-x");
        assertThat(run)
                .isEqualTo(new CommandRun(
                        1,
                        "{\"error\":{\"code\":\"argument\",\"message\":\"unknown option -x\"},\"exitCode\":1}\n",
                        ""));
    }

    @Test
    void acceptsOptionsOfOtherOperationsAndTheEngineLetters() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "AES\n")) {
            CommandRun run = fixture.run(
                    "getcaps",
                    "-hH",
                    "-u",
                    server.url("/scep"),
                    "-k",
                    "none",
                    "-E",
                    "nonsense",
                    "-t",
                    "x",
                    "-R",
                    "-M",
                    "a=b");
            assertThat(run).isEqualTo(new CommandRun(0, "sscep: scep capabilities: AES\n", ""));
            assertThat(server.operations()).containsExactly("GET /scep?operation=GetCACaps");
        }
    }

    @Test
    void warnsOfUnknownKeysOfTheConfigurationFile() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "AES\n")) {
            fixture.write("c.cnf", "[sscep]\nURL = " + server.url("/scep") + "\nUrll = x\n");
            CommandRun run = fixture.run("getcaps", "-f", "@c.cnf");
            assertThat(run)
                    .isEqualTo(new CommandRun(
                            0,
                            "sscep: scep capabilities: AES\n",
                            "sscep: c.cnf:3: unknown key Urll; did you mean URL?\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"URL http://ca/", "[sscep\n", "[sscep]\nVerbose = maybe\n"})
    void exits93WithFileAndLineForAMalformedConfigurationFile(String content) throws Exception {
        fixture.write("c.cnf", content);
        CommandRun run = fixture.run("getcaps", "-f", "@c.cnf", "-u", "http://127.0.0.1:1/");
        assertThat(run.exitCode()).isEqualTo(93);
        assertThat(run.errorLines()).singleElement().asString().matches("sscep: c\\.cnf:[12]: .*");
    }

    @Test
    void refusesUnknownKeysOfTheConfigurationFileOnlyWithStrict() throws Exception {
        fixture.write("c.cnf", "[sscep]\nUrl = x\n[sscep_enroll]\nResum = true\n");
        String[] line = {"getcaps", "-f", "@c.cnf", "-u", "http://127.0.0.1:1/"};
        assertThat(fixture.run(line).exitCode()).isEqualTo(95);
        CommandRun strict = fixture.run("getcaps", "-f", "@c.cnf", "-u", "http://127.0.0.1:1/", "--strict");
        assertThat(strict.exitCode()).isEqualTo(93);
        assertThat(strict.errorLines())
                .containsExactly(
                        "sscep: c.cnf:2: unknown key Url; did you mean URL?",
                        "sscep: c.cnf:4: unknown key Resum; did you mean Resume? (--strict) [storage]");
        fixture.write("c.cnf", "[sscep]\nVerbose = no\n");
        assertThat(fixture.run("getcaps", "-f", "@c.cnf", "-u", "http://127.0.0.1:1/", "--strict")
                        .exitCode())
                .isEqualTo(95);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "ftp://ca/scep", "http://", "http://[::1", "http://ca:99999/"})
    void exits1ForAnInvalidUrl(String url) {
        CommandRun run = fixture.run("getcaps", "-u", url);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines()).singleElement().asString().startsWith("sscep: -u: ");
    }

    @Test
    void exits95WithTheAddressAndARemedyWhenNobodyListens() {
        CommandRun run = fixture.run("getcaps", "-u", "http://127.0.0.1:1/scep");
        assertThat(run.exitCode()).isEqualTo(95);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .contains("http://127.0.0.1:1/scep")
                .contains("connection refused")
                .contains("check the port");
    }

    @Test
    void neverPrintsThePasswordOfAUrl() {
        CommandRun run = fixture.run("getcaps", "-d", "-u", "http://user:hunter2@127.0.0.1:1/scep");
        assertThat(run.exitCode()).isEqualTo(95);
        assertThat(run.out() + run.err()).contains("127.0.0.1:1").doesNotContain("hunter2");
    }

    @Test
    void showsTheCausesOfAnErrorOnlyWithDebug() {
        assertThat(fixture.run("getcaps", "-u", "http://127.0.0.1:1/").errorLines())
                .hasSize(1);
        assertThat(fixture.run("getcaps", "-d", "-u", "http://127.0.0.1:1/").err())
                .contains("because of java.net.ConnectException")
                .doesNotContain("\tat ");
    }
}
