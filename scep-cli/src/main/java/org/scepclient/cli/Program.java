package org.scepclient.cli;

import java.util.Arrays;
import java.util.Optional;
import org.scepclient.error.ErrorCode;

/** A program of this package: {@code sscep}, {@code scepclient} or {@code scep_replace_pem}. */
public abstract class Program {
    /** The option for output as JSON. */
    public static final String JSON = "--json";

    private final CommandContext context;
    private boolean resultInFiles;

    protected Program(CommandContext context) {
        this.context = context;
    }

    protected final CommandContext context() {
        return context;
    }

    protected final Console console() {
        return context.console();
    }

    /** Runs one command line and returns the exit code; every error becomes one line. */
    public abstract int run(String... args);

    /** Runs the command line of this process and ends the process. */
    protected final void runProcess(String... decoded) {
        System.exit(withOutput(runAsTyped(decoded)));
    }

    /** Makes the command succeed without its output: its result is in files, which the output only describes. */
    protected final void resultIsInFiles() {
        resultInFiles = true;
    }

    /** The exit code of a command that ends with this one, unless its output is lost. */
    private int withOutput(int status) {
        Optional<String> problem = console().out().problem();
        if (problem.isEmpty() || resultInFiles) {
            return status;
        }
        console().error("standard output: cannot write: " + problem.get() + ErrorCode.STORAGE.mark());
        return status == 0 ? ErrorCode.STORAGE.exitCode() : status;
    }

    private int runAsTyped(String... decoded) {
        try {
            return run(ProcessText.arguments(decoded));
        } catch (CommandException e) {
            return report(decoded).fail(ErrorReport.of(e));
        }
    }

    /** A report in the format that the arguments request, even if they are otherwise invalid. */
    protected final Report report(String... args) {
        return new Report(context, Arrays.asList(args).contains(JSON));
    }
}
