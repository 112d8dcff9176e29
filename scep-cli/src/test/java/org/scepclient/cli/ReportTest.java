package org.scepclient.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.Snippet;

class ReportTest {
    private static final ErrorReport ERROR = ErrorReport.of(new InvalidInputException(
            "--subject", "unknown attribute type 'CNN'", "did you mean CN?", new Snippet("/O=é/CNN=r7", 5, 3)));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void pointsAtTheWrongPartOfAValueAtATerminal() {
        assertThat(report(new TestTerminal().showingErrors(), false, UTF_8).fail(ERROR))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).isEqualTo("""
                scepclient: --subject: unknown attribute type 'CNN'; did you mean CN? [argument]
                    /O=é/CNN=r7
                         ^^^
                """);
    }

    @Test
    void printsOneLineInAPipe() {
        report(new TestTerminal().answering("yes"), false, UTF_8).fail(ERROR);
        assertThat(err.toString(UTF_8))
                .isEqualTo("scepclient: --subject: unknown attribute type 'CNN'; did you mean CN? [argument]\n");
    }

    @Test
    void printsAnErrorAsJsonOnlyAlsoAtATerminal() {
        report(new TestTerminal().showingErrors(), true, UTF_8).fail(ERROR);
        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(out.toString(UTF_8))
                .isEqualTo("{\"error\":{\"code\":\"argument\",\"message\":\"--subject: unknown attribute type 'CNN'; "
                        + "did you mean CN?\"},\"exitCode\":1}\n");
    }

    @Test
    void keepsTheCaretBelowTheWrongPartWhereTheCharacterSetIsSmall() {
        report(new TestTerminal().showingErrors(), false, US_ASCII).fail(ERROR);
        assertThat(err.toString(US_ASCII)).endsWith("\n    /O=?/CNN=r7\n         ^^^\n");
    }

    @Test
    void erasesTheProgressBeforeAnError() {
        TestTerminal terminal = new TestTerminal().answering("yes");
        terminal.showProgress("waiting");
        report(terminal, false, UTF_8).fail(ERROR);
        assertThat(terminal.progressShown()).isFalse();
    }

    @Test
    void printsTheObjectOfALongRunningCommandOnce() {
        Report report = report(new TestTerminal(), true, UTF_8);
        report.facts().put("url", "http://127.0.0.1:8080/");
        report.writeJson();
        report.finish(0);
        assertThat(out.toString(UTF_8)).isEqualTo("{\"url\":\"http://127.0.0.1:8080/\"}\n");
    }

    @Test
    void drawsWithAsciiWhereTheOutputHasNoOtherCharacters() {
        report(new TestTerminal(), false, US_ASCII).line("├─ └─ █░");
        report(new TestTerminal(), false, UTF_8).line("├─ └─ █░");
        assertThat(out.toString(UTF_8)).isEqualTo("|- `- #.\n├─ └─ █░\n");
    }

    private Report report(Terminal terminal, boolean json, Charset charset) {
        Console console =
                new Console("scepclient", new StandardOutput(out, charset), new PrintStream(err, true, charset));
        return new Report(new CommandContext(console, name -> null, terminal, Clock.systemUTC(), duration -> {}), json);
    }
}
