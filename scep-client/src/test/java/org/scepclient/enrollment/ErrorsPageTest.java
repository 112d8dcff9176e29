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
        assertThat(Files.readString(Path.of("../docs/errors.md")))
                .contains("\n| `" + code.id() + "` | " + code.exitCode() + " | ");
    }
}
