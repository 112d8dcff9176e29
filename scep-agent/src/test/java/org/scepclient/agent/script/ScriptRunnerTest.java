package org.scepclient.agent.script;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path programs;

    @Test
    void returnsExitCodeAndOutputOfBothStreams() throws Exception {
        ScriptResult result = run(LONG, "echo one; echo two >&2; exit 3");
        assertThat(result).isEqualTo(new ScriptResult(ScriptResult.End.EXITED, 3, "one\ntwo\n"));
        assertThat(result.succeeded()).isFalse();
    }

    @Test
    void passesTheVariablesAndPutsTheAppsProgramsFirst() throws Exception {
        Path program = programs.resolve("scep_replace_pem");
        Files.writeString(program, "#!/bin/sh\necho replaced $SCEP_SERIAL\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        ScriptResult result =
                new ScriptRunner(programs, LONG).run("scep_replace_pem; pwd", Map.of("SCEP_SERIAL", "0A"));
        assertThat(result.output()).isEqualTo("replaced 0A\n/\n");
        assertThat(result.succeeded()).isTrue();
    }

    @Test
    void passesValuesUnchangedOrDoesNotRun() throws Exception {
        Map<String, String> variables = Map.of("SCEP_REASON", "Bücher €");
        String print = "printf %s \"$SCEP_REASON\"";

        assertThat(new ScriptRunner(programs, LONG, UTF_8)
                        .run("exit 0", variables)
                        .succeeded())
                .isTrue();
        ScriptResult refused = new ScriptRunner(programs, LONG, US_ASCII).run(print, variables);
        assertThat(refused.end()).isEqualTo(ScriptResult.End.NOT_STARTED);
        assertThat(refused.output()).startsWith("the value of SCEP_REASON has characters that US-ASCII cannot encode");
    }

    @Test
    void keepsThePathOfTheProcessAfterTheAppsPrograms() throws Exception {
        assertThat(run(LONG, "printf %s \"$PATH\"").output()).isEqualTo(programs + ":" + System.getenv("PATH"));
    }

    @Test
    void hidesTheCommandsFromTheProcessList() throws Exception {
        ScriptResult result = run(LONG, "secret=hunter2; cat /proc/$$/cmdline /proc/$$/environ");
        assertThat(result.output()).contains("/bin/sh").doesNotContain("hunter2");
    }

    @Test
    void needsNoFile() throws Exception {
        ScriptResult result = run(LONG, "echo \"$0 $# ${scep_script-unset}\"; ls -l /proc/$$/fd | grep -c /tmp/scep");
        assertThat(result.output()).isEqualTo("/bin/sh 0 unset\n0\n");
    }

    @Test
    void runsALongScriptOfAnyCharactersAndWithHereDocuments() throws Exception {
        String line = "# \u00c1\u00e4\u20ac\ud83d\ude00 'quoted' \"$(no)\" \\ `no`\n";
        ScriptResult result = run(
                LONG,
                line.repeat(5_000)
                        + "cat <<'END'\n\u00c1\u00e4\u20ac $HOME\nEND\nprintf '%s|' 'a\\nb' \"\u00c1\"; (exit 3) || exit 7");
        assertThat(result)
                .isEqualTo(new ScriptResult(ScriptResult.End.EXITED, 7, "\u00c1\u00e4\u20ac $HOME\na\\nb|\u00c1|"));
    }

    @Test
    void reportsASyntaxError() throws Exception {
        ScriptResult result = run(LONG, "echo one\nif then\n");
        assertThat(result.succeeded()).isFalse();
        assertThat(result.output()).startsWith("one\n");
    }

    @Test
    void killsAScriptThatNeverEndsAndItsChildren() throws Exception {
        ScriptResult result = run(SHORT, "sleep 1000 & echo $!; (sleep 1001 & wait) & wait");
        assertThat(result.end()).isEqualTo(ScriptResult.End.TIMED_OUT);
        assertThat(result.summary(SHORT)).startsWith("was killed");
        long child = Long.parseLong(result.output().strip());
        ProcessHandle.of(child).ifPresent(process -> process.onExit().join());
    }

    @Test
    void doesNotWaitForADaemonThatKeepsTheOutputOpen() throws Exception {
        ScriptResult result = run(LONG, "sleep 5 & echo done");
        assertThat(result.succeeded()).isTrue();
        assertThat(result.output()).isEqualTo("done\n");
    }

    @Test
    void keepsTheEndOfALongOutput() throws Exception {
        ScriptResult result = run(LONG, "i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done");
        assertThat(result.output()).hasSize(8192).endsWith("line 4999\n");
    }

    @Test
    void readsNoInput() throws Exception {
        assertThat(run(LONG, "cat; echo end").output()).isEqualTo("end\n");
    }

    private ScriptResult run(Duration limit, String commands) throws Exception {
        return new ScriptRunner(programs, limit).run(commands, Map.of());
    }
}
