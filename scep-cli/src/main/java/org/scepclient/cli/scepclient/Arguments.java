package org.scepclient.cli.scepclient;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** What was written after a command's name. */
interface Arguments {

    boolean has(String option);

    Optional<String> text(String option);

    /** The values without an option. */
    List<String> words();

    /** The inner command; empty where none was written. */
    String inner();

    /** What was written after the inner command. */
    Arguments below();

    /** Nothing, which needs no parser: loading one takes as long as some of the commands. */
    static Arguments none() {
        return new None();
    }

    static Arguments of(ParseResult parsed) {
        return new Parsed(parsed);
    }

    /** Nothing was written. */
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
        public List<String> words() {
            return List.of();
        }

        @Override
        public String inner() {
            return "";
        }

        @Override
        public Arguments below() {
            return this;
        }
    }

    /** What picocli has made of it. */
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
        public List<String> words() {
            return result.matchedPositionals().stream()
                    .flatMap(positional -> positional.stringValues().stream())
                    .toList();
        }

        @Override
        public String inner() {
            return result.hasSubcommand() ? result.subcommand().commandSpec().name() : "";
        }

        @Override
        public Arguments below() {
            return new Parsed(result.subcommand());
        }
    }
}
