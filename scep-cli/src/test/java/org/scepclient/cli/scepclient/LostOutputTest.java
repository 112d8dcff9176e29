package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cli.sscep.SscepCommand;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;

/** Commands whose standard output cannot be written. */
class LostOutputTest {
    private static final String FULL = ": standard output: cannot write: No space left on device [storage]";

    @TempDir
    Path directory;

    /** The exit code and the lines on standard error. */
    private record Ended(int exitCode, String err) {}

    private static Ended ended(ProcessBuilder command) throws Exception {
        command.command().addAll(0, List.of("timeout", "60"));
        Process process = command.redirectError(ProcessBuilder.Redirect.PIPE).start();
        try {
            String err = String.join("\n", process.errorReader().lines().toList());
            assertThat(process.waitFor(1, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), err);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Ended toFullDevice(ProcessBuilder command) throws Exception {
        return ended(command.redirectOutput(new File("/dev/full")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "settings export",
                "settings export --json",
                "settings list",
                "settings get SUBJECT",
                "settings defaults",
                "status",
                "status --json",
                "web --help",
                "--version",
                "testca --port 0",
                "testca --port 0 --json",
                "demo"
            })
    void failTheCommand(String words) throws Exception {
        assertThat(toFullDevice(CommandProcess.of(directory, words.split(" "))))
                .isEqualTo(new Ended(93, "scepclient" + FULL));
    }

    @Test
    void endsThePageWhoseLinkItIs() throws Exception {
        assertThat(run("settings", "set", "WEB_ADDRESS=127.0.0.1:0").exitCode()).isZero();
        assertThat(toFullDevice(CommandProcess.of(directory, "web")))
                .satisfies(ended -> assertThat(ended.exitCode()).isEqualTo(93))
                .satisfies(ended -> assertThat(ended.err()).endsWith("scepclient" + FULL));
    }

    private Ended run(String... words) throws Exception {
        return ended(CommandProcess.of(directory, words).redirectOutput(ProcessBuilder.Redirect.DISCARD));
    }

    @Test
    void leavesTheCodeOfAnotherError() throws Exception {
        assertThat(toFullDevice(CommandProcess.of(directory, "renew", "--json")))
                .satisfies(ended -> assertThat(ended.exitCode()).isEqualTo(1))
                .satisfies(ended -> assertThat(ended.err()).endsWith("scepclient" + FULL));
    }

    /** As {@code scepclient settings list | head -1}. */
    @Test
    void isQuietWhenTheReaderHasReadEnough() throws Exception {
        ProcessBuilder command = CommandProcess.of(directory, "settings", "list");
        command.command().addAll(0, List.of("sh", "-c", "{ sleep 0.1; \"$@\"; echo $? >&2; } | true", "sh"));
        assertThat(ended(command)).isEqualTo(new Ended(0, "0"));
    }

    @Test
    void failsSscepWhoseResultItIs() throws Exception {
        try (TestCa ca = ca()) {
            assertThat(toFullDevice(sscep("getcaps", "-u", ca.url().toString())))
                    .isEqualTo(new Ended(93, "sscep" + FULL));
        }
    }

    /** The files are there, and scripts for the C tool expect 0. */
    @Test
    void doesNotFailACommandThatWritesFiles() throws Exception {
        try (TestCa ca = ca()) {
            Path written = directory.resolve("ca.pem");
            assertThat(toFullDevice(sscep("getca", "-u", ca.url().toString(), "-c", written.toString())))
                    .isEqualTo(new Ended(0, ""));
            assertThat(written).isNotEmptyFile();
        }
    }

    private ProcessBuilder sscep(String... words) {
        return CommandProcess.of(directory, SscepCommand.class, words);
    }

    private static TestCa ca() throws Exception {
        return TestCa.start(TestCaConfig.builder()
                .keys(new GeneratedKeyPairs(2048, new SecureRandom()))
                .build());
    }
}
