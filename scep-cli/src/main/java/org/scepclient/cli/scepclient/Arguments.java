package org.scepclient.cli.scepclient;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.SecretSource;
import org.scepclient.file.FileProblem;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The arguments of a command. */
interface Arguments {

    boolean has(String option);

    Optional<String> text(String option);

    /** The options that name this file, also as the source {@code file:PATH} of a secret. */
    List<String> optionsOfFile(String file);

    /** The positional arguments. */
    List<String> operands();

    /** The name of the subcommand; empty if there is none. */
    String subcommand();

    /** The arguments of the subcommand. */
    Arguments ofSubcommand();

    /** The value of an option that the model requires. */
    default String value(String option) throws CommandException {
        return text(option).orElseThrow(() -> CommandException.usage("missing option " + option));
    }

    default Optional<Path> file(String option) throws CommandException {
        Optional<String> name = text(option);
        try {
            return name.map(Path::of);
        } catch (InvalidPathException e) {
            throw CommandException.usage(option + ": '" + name.orElse("") + "': " + FileProblem.of(e));
        }
    }

    default int number(String option, int absent) throws CommandException {
        Optional<String> digits = text(option);
        if (digits.isEmpty()) {
            return absent;
        }
        if (!digits.get().matches("[0-9]{1,9}")) {
            throw CommandException.usage(option + ": expected a number, found '" + digits.get() + "'");
        }
        return Integer.parseInt(digits.get());
    }

    default Duration duration(String option, Duration absent) throws CommandException {
        Optional<String> span = text(option);
        return span.isEmpty() ? absent : TimeSpan.parse(option, span.get());
    }

    /** Rejects a combination of two options that contradict each other. */
    default void exclude(String one, String other) throws CommandException {
        if (has(one) && has(other)) {
            throw CommandException.usage(one + " and " + other + " exclude each other; give one of them");
        }
    }

    /** No arguments. It needs no parser: loading one takes as long as some of the commands. */
    static Arguments none() {
        return new None();
    }

    static Arguments of(ParseResult parsed) {
        return new Parsed(parsed);
    }

    /** No arguments. */
    record None() implements Arguments {
        @Override
        public boolean has(String option) {
            return false;
        }

        @Override
        public Optional<String> text(String option) {
            return Optional.empty();
        }

        @Override
        public List<String> optionsOfFile(String file) {
            return List.of();
        }

        @Override
        public List<String> operands() {
            return List.of();
        }

        @Override
        public String subcommand() {
            return "";
        }

        @Override
        public Arguments ofSubcommand() {
            return this;
        }
    }

    /** Arguments parsed by picocli. */
    record Parsed(ParseResult result) implements Arguments {
        @Override
        public boolean has(String option) {
            return result.hasMatchedOption(option);
        }

        @Override
        public Optional<String> text(String option) {
            @Nullable String value = result.matchedOptionValue(option, null);
            return Optional.ofNullable(value);
        }

        @Override
        public List<String> optionsOfFile(String file) {
            return Stream.iterate(result, Objects::nonNull, ParseResult::subcommand)
                    .flatMap(part -> part.matchedOptions().stream())
                    .filter(option -> option.stringValues().contains(file)
                            || option.stringValues().contains(SecretSource.FILE + file))
                    .map(OptionSpec::longestName)
                    .toList();
        }

        @Override
        public List<String> operands() {
            return result.matchedPositionals().stream()
                    .flatMap(positional -> positional.stringValues().stream())
                    .toList();
        }

        @Override
        public String subcommand() {
            return result.hasSubcommand() ? result.subcommand().commandSpec().name() : "";
        }

        @Override
        public Arguments ofSubcommand() {
            return new Parsed(result.subcommand());
        }
    }
}
