package org.scepclient.cli.sscep;

import java.time.Clock;
import java.util.Arrays;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Console;
import org.scepclient.cli.ErrorReport;
import org.scepclient.cli.ProcessText;
import org.scepclient.cli.Surroundings;
import org.scepclient.cli.Version;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ScepException;
import org.scepclient.transport.Sleeper;

/** The command {@code sscep}. */
public final class SscepCommand {
    private final Surroundings surroundings;
    private final Clock clock;
    private final Sleeper sleeper;

    /**
     * A command that can be run several times.
     *
     * @param clock for messages and the validity of certificates
     * @param sleeper waits between polls and retries
     */
    public SscepCommand(Surroundings surroundings, Clock clock, Sleeper sleeper) {
        this.surroundings = surroundings;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Runs the command of this process and ends the process. */
    public static void main(String[] args) {
        String name = System.getProperty("scepclient.name", "sscep");
        int status =
                new SscepCommand(Surroundings.ofProcess(name), Clock.systemUTC(), Sleeper.ofThread()).runAsTyped(args);
        System.out.flush();
        System.exit(status);
    }

    private int runAsTyped(String... args) {
        try {
            return run(ProcessText.arguments(args));
        } catch (CommandException e) {
            ErrorReport error = ErrorReport.of(e);
            boolean json = Arrays.asList(args).contains(Option.JSON.flag());
            new Report(console(), Report.Level.NORMAL, json).fail(error);
            return error.exitCode();
        }
    }

    /** Runs one command line and returns its exit code; whatever goes wrong becomes one line. */
    public int run(String... args) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (CommandException e) {
            return refuse(e, Arrays.asList(args).contains(Option.JSON.flag()));
        }
        if (arguments.has(Option.VERSION)) {
            console().out().println(Usage.version(console().name()));
            return Command.SUCCESS;
        }
        if (arguments.operation().isEmpty() || arguments.has(Option.HELP)) {
            console().out().print(Usage.text(console().name()));
            return Command.SUCCESS;
        }
        return operate(arguments.operation().get(), arguments);
    }

    private Console console() {
        return surroundings.console();
    }

    /** The C tool prints its usage text and exits 0 here, which scripts take for success. */
    private int refuse(CommandException problem, boolean json) {
        ErrorReport error = ErrorReport.of(problem);
        new Report(console(), Report.Level.NORMAL, json).fail(error);
        if (!json) {
            console().err().print(Usage.text(console().name()));
        }
        return error.exitCode();
    }

    // The one place that turns everything, a defect too, into a line and an exit code.
    private int operate(Operation operation, Arguments arguments) {
        Report report = new Report(console(), level(arguments), arguments.has(Option.JSON));
        report.facts().put("operation", operation.id());
        try {
            SettingsReader reader = new SettingsReader(operation, arguments);
            Settings settings = reader.read(surroundings.environment());
            report.setLevel(settings.level());
            for (String warning : reader.warnings()) {
                report.warning(warning);
            }
            int status = run(new Invocation(settings, report, surroundings, clock, sleeper));
            report.finish(status);
            return status;
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            ErrorReport error = report(e);
            report.causes(e);
            report.fail(error);
            return error.exitCode();
        }
    }

    /** Adds the options that allow a refused algorithm: the library gives only the reason. */
    private static ErrorReport report(Throwable problem) {
        ErrorReport error = ErrorReport.of(problem);
        return problem instanceof CryptoException refusal && refusal.refusedByPolicy()
                ? new ErrorReport(error.exitCode(), error.id(), error.line() + "; -E and -S allow other algorithms")
                : error;
    }

    private static Report.Level level(Arguments arguments) {
        return arguments.has(Option.DEBUG)
                ? Report.Level.DEBUG
                : arguments.has(Option.VERBOSE) ? Report.Level.VERBOSE : Report.Level.NORMAL;
    }

    private static int run(Invocation invocation) throws ScepException, CommandException {
        Report report = invocation.report();
        if (report.isVerbose()) {
            report.verbose("starting sscep, version " + Version.text());
            report.verbose("SCEP_OPERATION_" + invocation.settings().operation().name());
        }
        RequiredOptions.check(invocation.settings());
        return command(invocation).run();
    }

    private static Command command(Invocation invocation) {
        return switch (invocation.settings().operation()) {
            case GETCAPS -> new GetCapsCommand(invocation);
            case GETCA -> new GetCaCommand(invocation);
            case GETNEXTCA -> new GetNextCaCommand(invocation);
            case ENROLL -> new EnrollCommand(invocation);
            case GETCERT -> new GetCertCommand(invocation);
            case GETCRL -> new GetCrlCommand(invocation);
        };
    }
}
