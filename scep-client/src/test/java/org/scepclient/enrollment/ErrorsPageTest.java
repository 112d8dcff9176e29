package org.scepclient.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.error.ErrorCode;

/** docs/errors.md has a row for each code. */
class ErrorsPageTest {
    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void explainsCodeWithItsExitCode(ErrorCode code) throws Exception {
        String row = "| `" + code.id() + "` | " + code.exitCode() + " | ";
        assertThat(Files.readString(Path.of("../docs/errors.md")))
                .withFailMessage(() -> "docs/errors.md has no row for " + code + " with exit code " + code.exitCode()
                        + "; in the table under \"Codes\", in the order of the exit codes, add:\n" + row
                        + "MEANING | WHAT TO DO |")
                .contains("\n" + row);
    }
}
