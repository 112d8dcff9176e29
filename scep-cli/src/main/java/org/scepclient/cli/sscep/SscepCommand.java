package org.scepclient.cli.sscep;

import java.util.List;
import java.util.Optional;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.ErrorReport;
import org.scepclient.cli.Program;
import org.scepclient.cli.Report;
import org.scepclient.cli.Version;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;

/** The command {@code sscep}. */
public final class SscepCommand extends Program {
    public SscepCommand(CommandContext context) {
        super(context);
    }

    /** Runs the command of this process and ends the process. */
    public static void main(String[] args) {
        new SscepCommand(CommandContext.ofProcess("sscep")).runProcess(args);
    }

    @Override
    public int run(String... args) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (CommandException e) {
            return reject(e, report(args));
        }
        if (arguments.has(Option.VERSION)) {
            console().out().println(Usage.version(console().name()));
            return Command.SUCCESS;
        }
        if (arguments.operation().isEmpty() || arguments.has(Option.HELP)) {
            console().out().print(Usage.text(console().name()));
            return Command.SUCCESS;
        }
        return execute(arguments.operation().get(), arguments);
    }

    /** Exits 1; the C tool exits 0, which scripts take for success. */
    private int reject(CommandException problem, Report report) {
        int status = report.fail(ErrorReport.of(problem));
        if (!report.isJson()) {
            console().err().print(Usage.text(console().name()));
        }
        return status;
    }

    // The top loop: it turns every exception, a defect too, into a line and an exit code.
    private int execute(Operation operation, Arguments arguments) {
        VerboseReport report = new VerboseReport(context(), arguments.has(Option.JSON));
        report.setLevel(level(arguments));
        if (operation != Operation.GETCAPS && !report.isJson()) {
            resultIsInFiles();
        }
        report.facts().put("operation", operation.id());
        Optional<Settings> settings = Optional.empty();
        try {
            SettingsReader reader = new SettingsReader(operation, arguments);
            settings = Optional.of(reader.read(context().environment()));
            report.setLevel(settings.get().level());
            if (arguments.ignored() > 0) {
                // The word may be a password, so it is not shown.
                report.notice(arguments.ignored() + (arguments.ignored() == 1 ? " word" : " words")
                        + " without an option on the command line: ignored");
            }
            reportUnknown(reader.warnings(), arguments.has(Option.STRICT), report);
            int status = run(settings.get(), report);
            report.finish(status);
            return status;
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            ErrorReport error = new ErrorOptions(arguments, settings).of(e);
            report.causes(e);
            return report.fail(error);
        }
    }

    /** Prints the entries of the configuration file without effect; with {@code --strict} the last one ends the command. */
    private static void reportUnknown(List<String> entries, boolean strict, VerboseReport report)
            throws CommandException {
        boolean fails = strict && !entries.isEmpty();
        entries.subList(0, entries.size() - (fails ? 1 : 0)).forEach(report::notice);
        if (fails) {
            throw new CommandException(ErrorCode.STORAGE, entries.getLast() + " (" + Option.STRICT.flag() + ")");
        }
    }

    private static VerboseReport.Level level(Arguments arguments) {
        return arguments.has(Option.DEBUG)
                ? VerboseReport.Level.DEBUG
                : arguments.has(Option.VERBOSE) ? VerboseReport.Level.VERBOSE : VerboseReport.Level.NORMAL;
    }

    private int run(Settings settings, VerboseReport report) throws ScepException, CommandException {
        if (report.isVerbose()) {
            report.verbose("starting sscep, version " + Version.text());
            report.verbose("SCEP_OPERATION_" + settings.operation().name());
        }
        settings.requireAll();
        return command(settings.operation()).run(settings, report, context());
    }

    private static Command command(Operation operation) {
        return switch (operation) {
            case GETCAPS -> new GetCapsCommand();
            case GETCA -> new GetCaCommand();
            case GETNEXTCA -> new GetNextCaCommand();
            case ENROLL -> new EnrollCommand();
            case GETCERT -> new GetCertCommand();
            case GETCRL -> new GetCrlCommand();
        };
    }
}
