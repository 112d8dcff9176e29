package org.scepclient.cli.scepclient;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.Console;
import org.scepclient.cli.StandardOutput;
import org.scepclient.cli.TestTerminal;
import org.scepclient.transport.Sleeper;

/** Runs {@code scepclient} in this process, with a terminal, a clock and a sleeper of the test. */
final class CommandRun {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final TestTerminal terminal = new TestTerminal();
    private final List<Duration> waits = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Sleeper whileWaiting = duration -> {};
    private Clock clock = Clock.systemUTC();
    private boolean progressMixed;

    /** Connects a terminal that answers every question with {@code text}. */
    CommandRun answering(String text) {
        terminal.answering(text);
        return this;
    }

    /** Connects standard error with a terminal. */
    CommandRun showingErrors() {
        terminal.showingErrors();
        return this;
    }

    /** Runs an action at each wait, which takes no time. */
    CommandRun whileWaiting(Sleeper action) {
        whileWaiting = action;
        return this;
    }

    CommandRun at(Clock time) {
        clock = time;
        return this;
    }

    /** Sets an environment variable. */
    CommandRun with(String name, Object value) {
        environment.put(name, value.toString());
        return this;
    }

    int run(String... args) {
        out.reset();
        err.reset();
        Console console = new Console("scepclient", stream(out), stream(err));
        Sleeper sleeper = duration -> {
            waits.add(duration);
            whileWaiting.sleep(duration);
        };
        return new ScepclientCommand(new CommandContext(console, environment::get, terminal, clock, sleeper)).run(args);
    }

    private StandardOutput stream(ByteArrayOutputStream bytes) {
        OutputStream watching = new FilterOutputStream(bytes) {
            @Override
            public void write(byte[] content, int offset, int length) throws IOException {
                progressMixed |= terminal.progressShown();
                out.write(content, offset, length);
            }
        };
        return new StandardOutput(watching, StandardCharsets.UTF_8);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Standard error without trailing line ends. */
    String err() {
        return err.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** Whether a line was printed before the progress was erased. */
    boolean progressMixed() {
        return progressMixed;
    }

    List<String> progress() {
        return terminal.progress();
    }

    List<String> questions() {
        return terminal.questions();
    }

    List<Duration> waits() {
        return waits;
    }
}
