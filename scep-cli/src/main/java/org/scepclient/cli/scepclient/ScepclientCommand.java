package org.scepclient.cli.scepclient;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.ErrorReport;
import org.scepclient.cli.Program;
import org.scepclient.cli.Report;
import org.scepclient.cli.Suggestion;
import org.scepclient.cli.Version;
import org.scepclient.value.RedactedUrl;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command {@code scepclient}. */
public final class ScepclientCommand extends Program {
    private static final int USAGE_WIDTH = 100;

    ScepclientCommand(CommandContext context) {
        super(context);
    }

    /** Runs the command of this process and ends the process. */
    public static void main(String[] args) {
        new ScepclientCommand(CommandContext.ofProcess("scepclient")).runProcess(args);
    }

    @Override
    public int run(String... args) {
        String first = args.length == 0 ? "" : args[0];
        Optional<CommandName> name = CommandName.of(first);
        if (name.isPresent()) {
            return run(name.get(), Arrays.copyOfRange(args, 1, args.length));
        }
        return switch (first) {
            case "--help", "-h", "help" -> {
                commandLine(CommandName.all(console().name())).usage(console().out(), Ansi.OFF);
                yield Command.SUCCESS;
            }
            case "--version", "-V" -> {
                console().out().println(console().name() + " " + Version.text());
                yield Command.SUCCESS;
            }
            default -> rejectCommand(first);
        };
    }

    private int rejectCommand(String name) {
        List<String> names =
                Arrays.stream(CommandName.values()).map(CommandName::id).toList();
        String problem = name.isEmpty() ? "missing command" : "unknown command '" + RedactedUrl.of(name) + "'";
        String list = "the commands are " + String.join(", ", names) + "; see '"
                + console().name() + " --help'";
        String remedy = Suggestion.of(name, names, list);
        return report().fail(ErrorReport.of(CommandException.usage(problem + "; " + remedy)));
    }

    static CommandLine commandLine(CommandSpec model) {
        return new CommandLine(model, new NoFactory())
                .setExpandAtFiles(false)
                .setUsageHelpWidth(USAGE_WIDTH)
                .setUsageHelpLongOptionsMaxWidth(USAGE_WIDTH / 3);
    }

    // The top loop: it turns every exception, a defect too, into a line and an exit code.
    @SuppressWarnings("CatchAndPrintStackTrace")
    private int run(CommandName name, String[] args) {
        Report report = report(args);
        report.facts().put("command", name.id());
        Optional<Arguments> arguments = Optional.empty();
        try {
            Command command = name.command();
            if (command.writesFiles() && !report.isJson()) {
                resultIsInFiles();
            }
            arguments = args.length == 0 && command.skipsParser()
                    ? Optional.of(Arguments.none())
                    : parsed(command, name, args);
            if (arguments.isEmpty()) {
                return Command.SUCCESS;
            }
            int status = command.run(arguments.get(), report, context());
            context().terminal().clearProgress();
            report.finish(status);
            return status;
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            return report.fail(arguments.isPresent() ? new ErrorOptions(arguments.get()).of(e) : ErrorReport.of(e));
        }
    }

    /** The arguments; empty if they request the help text, which is printed. */
    private Optional<Arguments> parsed(Command command, CommandName name, String... args) throws CommandException {
        CommandSpec model = command.model().name(console().name() + " " + name.id());
        ParseResult result = parse(commandLine(model), args);
        return printsHelp(result) ? Optional.empty() : Optional.of(Arguments.of(result));
    }

    private boolean printsHelp(ParseResult arguments) {
        for (ParseResult part = arguments; part != null; part = part.subcommand()) {
            if (part.isUsageHelpRequested()) {
                part.commandSpec().commandLine().usage(console().out(), Ansi.OFF);
                return true;
            }
        }
        return false;
    }

    private ParseResult parse(CommandLine line, String[] args) throws CommandException {
        try {
            return line.parseArgs(args);
        } catch (ParameterException e) {
            throw ParseErrors.of(e, List.of(args));
        }
    }

    /** No command is created from a class, and picocli's own factory searches for classes of other languages when it loads. */
    private static final class NoFactory implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) {
            throw new IllegalArgumentException(type.getName());
        }
    }
}
