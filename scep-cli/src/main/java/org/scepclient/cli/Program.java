package org.scepclient.cli;

import java.util.Arrays;

/** A program of this package: {@code sscep}, {@code scepclient} or {@code scep_replace_pem}. */
public abstract class Program {
    /** The option for output as JSON. */
    public static final String JSON = "--json";

    private final CommandContext context;

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
        int status = runAsTyped(decoded);
        System.out.flush();
        System.exit(status);
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
