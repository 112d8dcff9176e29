package org.scepclient.it.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program with its arguments, environment and working directory. Immutable: each {@code with…} returns a copy. */
public record Command(List<String> words, Map<String, String> environment, Path directory, Duration limit) {

    /** Long enough for a JVM, an RSA key and a few messages on a busy machine; short enough to notice a hang. */
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    public static Command of(Object... words) {
        List<String> texts = new ArrayList<>();
        for (Object argument : words) {
            texts.add(argument.toString());
        }
        return new Command(texts, Map.of(), Path.of("."), DEFAULT_LIMIT);
    }

    /** This command with additional arguments. */
    public Command and(Object... more) {
        List<String> longer = new ArrayList<>(words);
        for (Object argument : more) {
            longer.add(argument.toString());
        }
        return new Command(longer, environment, directory, limit);
    }

    /** This command started by another one, such as {@code nsenter … --}. */
    public Command startedBy(List<String> prefix) {
        List<String> longer = new ArrayList<>(prefix);
        longer.addAll(words);
        return new Command(longer, environment, directory, limit);
    }

    public Command in(Path where) {
        return new Command(words, environment, where, limit);
    }

    public Command with(String variable, Object value) {
        Map<String, String> larger = new LinkedHashMap<>(environment);
        larger.put(variable, value.toString());
        return new Command(words, larger, directory, limit);
    }

    public Command within(Duration longest) {
        return new Command(words, environment, directory, longest);
    }

    /**
     * Runs the program to its end.
     *
     * @throws AssertionError if the program is still running at the limit: it is killed with its children, and the
     * message contains its output
     */
    public Finished run() {
        try (Running running = start()) {
            return running.awaitExit(limit);
        }
    }

    /**
     * Starts the program without waiting. The caller must close the result, which kills the program if it is still
     * running.
     */
    public Running start() {
        return Running.start(this);
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
