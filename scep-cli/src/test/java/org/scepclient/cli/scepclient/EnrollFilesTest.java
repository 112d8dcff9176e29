package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of {@code enroll} that cannot be used. */
class EnrollFilesTest {
    @TempDir
    Path directory;

    private final CommandRun command = new CommandRun();

    private int enroll(Path out, String option, String value) {
        return command.run("enroll", "--url", "https://127.0.0.1:1", "--out", out.toString(), option, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tls-ca", "--challenge-file", "--challenge"})
    void namesTheOptionThatHasADirectoryInPlaceOfAFile(String option) {
        String value = (option.equals("--challenge") ? "file:" : "") + directory;

        assertThat(enroll(directory.resolve("device"), option, value)).isEqualTo(93);

        assertThat(command.err())
                .startsWith("scepclient: " + directory + " (" + option + "): cannot read the ")
                .endsWith(": it is a directory; name a file [storage]");
    }

    @Test
    void namesADirectoryThatCannotBeMade() {
        assertThat(enroll(Path.of("/proc/x"), "--subject", "/CN=a")).isEqualTo(93);

        assertThat(command.err())
                .isEqualTo(
                        "scepclient: /proc/x (--out): cannot use the directory: it does not exist and cannot be created"
                                + " there; use another directory [storage]");
    }

    @Test
    void namesAFileWhereTheDirectoryShouldBe() throws Exception {
        Path out = Files.writeString(directory.resolve("device"), "a file");

        assertThat(enroll(out, "--subject", "/CN=a")).isEqualTo(93);

        assertThat(command.err())
                .isEqualTo("scepclient: " + out + " (--out): cannot use the directory: it is not a directory;"
                        + " use another name [storage]");
    }

    @Test
    void namesAMissingChallengeFile() {
        Path missing = directory.resolve("missing");

        assertThat(enroll(directory.resolve("device"), "--challenge-file", missing.toString()))
                .isEqualTo(93);

        assertThat(command.err())
                .isEqualTo("scepclient: " + missing
                        + " (--challenge-file): cannot read the challenge password: there is no such file [storage]");
    }
}
