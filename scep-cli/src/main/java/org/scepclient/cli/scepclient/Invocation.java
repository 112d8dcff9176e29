package org.scepclient.cli.scepclient;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Surroundings;
import org.scepclient.file.FileProblem;
import org.scepclient.transport.Sleeper;

/**
 * One run of a command.
 *
 * @param arguments the command line
 * @param report where results go
 * @param surroundings streams, environment, secrets typed by a person
 * @param terminal a person's terminal, if there is one
 * @param clock the time
 * @param sleeper waits between polls and retries
 */
record Invocation(
        Arguments arguments,
        Report report,
        Surroundings surroundings,
        Terminal terminal,
        Clock clock,
        Sleeper sleeper) {

    boolean has(String option) {
        return arguments.has(option);
    }

    Optional<String> text(String option) {
        return arguments.text(option);
    }

    /** The value of an option that the model requires. */
    String value(String option) throws CommandException {
        return text(option).orElseThrow(() -> CommandException.usage("option " + option + " is missing"));
    }

    Optional<Path> file(String option) throws CommandException {
        Optional<String> name = text(option);
        try {
            return name.map(Path::of);
        } catch (InvalidPathException e) {
            throw CommandException.usage(option + ": '" + name.orElse("") + "': " + FileProblem.of(e));
        }
    }

    int number(String option, int absent) throws CommandException {
        Optional<String> digits = text(option);
        if (digits.isEmpty()) {
            return absent;
        }
        if (!digits.get().matches("[0-9]{1,9}")) {
            throw CommandException.usage(option + ": '" + digits.get() + "' is no number; give decimal digits");
        }
        return Integer.parseInt(digits.get());
    }

    Duration duration(String option, Duration absent) throws CommandException {
        Optional<String> span = text(option);
        return span.isEmpty() ? absent : TimeSpan.parse(option, span.get());
    }

    /** The part of the command line after the inner command's word. */
    Invocation below() {
        return new Invocation(arguments.below(), report, surroundings, terminal, clock, sleeper);
    }

    /** A run of another command on behalf of this one, which tells nothing. */
    Invocation silently(Arguments other) {
        Report silent = new Report(surroundings.console(), true);
        return new Invocation(other, silent, surroundings, terminal, clock, sleeper);
    }

    /** Refuses two options of which only one can be meant. */
    void exclude(String one, String other) throws CommandException {
        if (has(one) && has(other)) {
            throw CommandException.usage(one + " and " + other + " exclude each other; give one of them");
        }
    }
}
