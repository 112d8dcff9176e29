package org.scepclient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.InvalidPathException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.StorageException;

class ErrorReportTest {

    @Test
    void takesTheExitCodeOfTheError() {
        ErrorReport report = ErrorReport.of(new StorageException("ca.crt", "there is no such file"));
        assertThat(report).isEqualTo(new ErrorReport(93, "storage", "ca.crt: there is no such file", List.of()));
    }

    @Test
    void treatsAMalformedValueAsAnArgumentError() {
        ErrorReport report = ErrorReport.of(new InvalidInputException("-t", "\"x\" is no number", "give seconds"));
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.line()).isEqualTo("-t: \"x\" is no number; give seconds");
    }

    @Test
    void treatsANameThatNoFileCanHaveAsAnArgumentError() {
        ErrorReport report = ErrorReport.of(new InvalidPathException("a\0b", "Nul character not allowed"));
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.line()).isEqualTo("'a b': invalid file name");
    }

    @Test
    void keepsTextFromAServerOnOneLineAndOffTheTerminal() {
        ErrorReport report =
                ErrorReport.of(new ProtocolException(ErrorCode.MISMATCH, "first\nsecond\u001b[31mred\u202egnp.exe"));
        assertThat(report.line()).isEqualTo("first second [31mred gnp.exe");
    }

    @Test
    void turnsADefectIntoOneLineWithoutAStackTrace() {
        ErrorReport report = ErrorReport.of(new IllegalStateException("some\nthing"));
        assertThat(report.exitCode()).isEqualTo(97);
        assertThat(report.line()).startsWith("internal error").doesNotContain("\n");
    }

    @Test
    void reportsExhaustionAsADefectOfTheData() {
        assertThat(ErrorReport.of(new StackOverflowError()).exitCode()).isEqualTo(97);
        assertThat(ErrorReport.of(new OutOfMemoryError()).exitCode()).isEqualTo(95);
    }
}
