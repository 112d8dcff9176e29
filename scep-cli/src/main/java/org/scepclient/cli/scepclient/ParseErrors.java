package org.scepclient.cli.scepclient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Suggestion;
import org.scepclient.value.RedactedUrl;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words the errors of the parser. */
final class ParseErrors {
    private ParseErrors() {}

    /** The error of a command line; no value of an option is repeated, as it may be a secret. */
    static CommandException of(ParameterException problem, List<String> args) {
        CommandSpec command = problem.getCommandLine().getCommandSpec();
        String message = switch (problem) {
            case UnmatchedArgumentException e ->
                unmatched(command, e.getUnmatched().getFirst());
            case MissingParameterException e ->
                unknownOption(command, args)
                        .map(arg -> unmatched(command, arg))
                        .orElseGet(() -> missing(e.getMissing(), args));
            case OverwrittenOptionException e -> "option " + name(e.getOverwritten()) + " is given twice";
            default ->
                problem.getArgSpec() instanceof OptionSpec option
                        ? "option " + name(option) + " takes no value"
                        : "invalid arguments";
        };
        return CommandException.usage(
                message.endsWith("?") ? message : message + "; see '" + command.qualifiedName() + " --help'");
    }

    private static String unmatched(CommandSpec command, String arg) {
        boolean option = arg.startsWith("-");
        String name = option ? optionName(arg) : arg;
        boolean subcommand = !option && !command.subcommands().isEmpty();
        String kind = option ? "unknown option " : subcommand ? "unknown subcommand " : "unexpected argument ";
        List<String> known =
                option ? options(command) : List.copyOf(command.subcommands().keySet());
        return kind + "'" + RedactedUrl.of(name) + "'" + Suggestion.suffix(name, known);
    }

    /** The first mistyped option, which the parser reports only if nothing is missing. */
    private static Optional<String> unknownOption(CommandSpec command, List<String> args) {
        return args.stream()
                .filter(arg -> arg.startsWith("--") && !arg.equals("--") && !hasOption(command, optionName(arg)))
                .findFirst();
    }

    private static boolean hasOption(CommandSpec command, String option) {
        for (CommandSpec spec = command; spec != null; spec = spec.parent()) {
            if (spec.optionsMap().containsKey(option)) {
                return true;
            }
        }
        return false;
    }

    private static String optionName(String arg) {
        int equals = arg.indexOf('=');
        return equals < 0 ? arg : arg.substring(0, equals);
    }

    private static List<String> options(CommandSpec command) {
        List<String> names = new ArrayList<>();
        command.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> names.add(option.longestName()));
        return names;
    }

    /** A missing parameter is an option, an argument, or the value of an option that is present. */
    private static String missing(List<ArgSpec> missing, List<String> args) {
        ArgSpec first = missing.getFirst();
        if (first instanceof OptionSpec option && args.contains(option.longestName())) {
            return "option " + option.longestName() + " needs a value: " + synopsis(option);
        }
        String plural = missing.size() == 1 ? " " : "s ";
        String kind = first.isOption() ? "option" : "argument";
        return "missing " + kind + plural
                + missing.stream().map(ParseErrors::synopsis).collect(Collectors.joining(", "));
    }

    private static String synopsis(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
                : argument.paramLabel();
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
