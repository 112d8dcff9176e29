package org.scepclient.cli.scepclient;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.cli.Console;
import org.scepclient.cli.Surroundings;
import org.scepclient.transport.Sleeper;

/** Runs {@code scepclient} in this process; the terminal, the clock and the waiting are the test's. */
final class CommandRun implements Terminal {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> progress = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Optional<String> answer = Optional.empty();
    private Sleeper whileWaiting = duration -> {};
    private Clock clock = Clock.systemUTC();
    private boolean watched;
    private boolean progressShown;
    private boolean progressMixed;

    /** Somebody sits at the terminal and gives this answer to every question. */
    CommandRun answering(String text) {
        watched = true;
        answer = Optional.of(text);
        return this;
    }

    /** What happens in place of waiting. */
    CommandRun whileWaiting(Sleeper action) {
        whileWaiting = action;
        return this;
    }

    CommandRun at(Clock time) {
        clock = time;
        return this;
    }

    /** An environment variable. */
    CommandRun with(String name, Object value) {
        environment.put(name, value.toString());
        return this;
    }

    int run(String... args) {
        out.reset();
        err.reset();
        Console console = new Console("scepclient", stream(out), stream(err));
        Surroundings surroundings = new Surroundings(console, environment::get, question -> Optional.empty());
        Sleeper sleeper = duration -> {
            waits.add(duration);
            whileWaiting.sleep(duration);
        };
        return new ScepclientCommand(surroundings, new Host(this, clock, sleeper)).run(args);
    }

    private PrintStream stream(ByteArrayOutputStream bytes) {
        OutputStream watching = new FilterOutputStream(bytes) {
            @Override
            public void write(byte[] content, int offset, int length) throws IOException {
                progressMixed |= progressShown;
                out.write(content, offset, length);
            }
        };
        return new PrintStream(watching, true, StandardCharsets.UTF_8);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What was complained about, without the line end. */
    String err() {
        return err.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** Whether something was printed on the line where the progress stood. */
    boolean progressMixed() {
        return progressMixed;
    }

    List<String> progress() {
        return progress;
    }

    List<String> questions() {
        return questions;
    }

    List<Duration> waits() {
        return waits;
    }

    @Override
    public boolean present() {
        return watched;
    }

    @Override
    public Optional<String> ask(String question) {
        questions.add(question);
        return answer;
    }

    @Override
    public void progress(String line) {
        if (watched) {
            progress.add(line);
            progressShown = true;
        }
    }

    @Override
    public void clearProgress() {
        progressShown = false;
    }
}
