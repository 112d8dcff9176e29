package org.scepclient.dist.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Command lines, right and wrong, and the help. */
public final class Options implements Callable<List<String>> {
    private static final String[][] LINES = {
        {},
        {"-v"},
        {"-v", "-v"},
        {"--number", "5"},
        {"--number=5"},
        {"--number", "x"},
        {"--number"},
        {"-n5"},
        {"-n", "-5"},
        {"--list", "a,b", "--list", "c"},
        {"--list="},
        {"file"},
        {"file", "other"},
        {"--", "-v"},
        {"--unknown"},
        {"-vx"},
        {"inner"},
        {"inner", "--deep", "1"},
        {"inner", "--deep", "one"},
        {"--kind", "first"},
        {"--kind", "FIRST"},
        {"--kind", "none"},
        {"--time", "1.5"},
        {"@"},
        {""},
        {"--flag=false"},
        {"--no-flag"}
    };

    enum Kind {
        FIRST,
        SECOND
    }

    @Override
    public List<String> call() {
        List<String> results = new ArrayList<>();
        for (String[] line : LINES) {
            results.add(parsed(line));
        }
        results.addAll(new CommandLine(command())
                .getUsageMessage(CommandLine.Help.Ansi.OFF)
                .lines()
                .toList());
        return results;
    }

    private static CommandSpec command() {
        CommandSpec command = CommandSpec.create().name("outer");
        command.usageMessage().description("Does this and that.").width(70);
        command.addOption(OptionSpec.builder("-v", "--verbose")
                .arity("0")
                .type(boolean[].class)
                .description("More.")
                .build());
        command.addOption(OptionSpec.builder("-n", "--number")
                .type(int.class)
                .defaultValue("3")
                .paramLabel("N")
                .build());
        command.addOption(OptionSpec.builder("--list")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .build());
        command.addOption(OptionSpec.builder("--kind")
                .type(Kind.class)
                .description("One of ${COMPLETION-CANDIDATES}")
                .build());
        command.addOption(OptionSpec.builder("--time").type(double.class).build());
        command.addOption(
                OptionSpec.builder("--flag").type(boolean.class).negatable(true).build());
        command.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .arity("0..1")
                .type(String.class)
                .build());
        CommandSpec inner = CommandSpec.create();
        inner.addOption(
                OptionSpec.builder("--deep").required(true).type(long.class).build());
        command.addSubcommand("inner", inner);
        return command;
    }

    private static String parsed(String... line) {
        try {
            CommandLine.ParseResult result = new CommandLine(command()).parseArgs(line);
            StringBuilder text = new StringBuilder();
            for (CommandLine.ParseResult one = result; one != null; one = one.subcommand()) {
                one.matchedOptions()
                        .forEach(option -> text.append(option.longestName()).append(option.stringValues()));
                one.matchedPositionals().forEach(file -> text.append(file.stringValues()));
                text.append(';');
            }
            return text + " " + result.matchedOptionValue("number", 0) + result.matchedOptionValue("list", List.of());
        } catch (CommandLine.ParameterException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }
}
