package org.scepclient.cli.scepclient;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private Optional<String> answer = Optional.empty();
    private Sleeper whileWaiting = duration -> {};
    private Clock clock = Clock.systemUTC();
    private boolean watched;

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

    int run(String... args) {
        out.reset();
        err.reset();
        Console console = new Console("scepclient", stream(out), stream(err));
        Surroundings surroundings = new Surroundings(console, name -> null, question -> Optional.empty());
        Sleeper sleeper = duration -> {
            waits.add(duration);
            whileWaiting.sleep(duration);
        };
        return new ScepClient(surroundings, new Host(this, clock, sleeper)).run(args);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What was complained about, without the line end. */
    String err() {
        return err.toString(StandardCharsets.UTF_8).stripTrailing();
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
        }
    }

    @Override
    public void clearProgress() {}
}
