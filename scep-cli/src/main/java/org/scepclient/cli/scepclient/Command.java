package org.scepclient.cli.scepclient;

import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.error.ScepException;
import picocli.CommandLine.Model.CommandSpec;

/** One of the commands of {@code scepclient}. */
interface Command {
    int SUCCESS = 0;

    /** The options with their descriptions: the source of parsing, help, completion and manual page. */
    CommandSpec model();

    /** Whether the command can be called without arguments; such a call does not load the parser. */
    default boolean skipsParser() {
        return false;
    }

    /** Whether the result is in files, so that the command succeeds also if its output is lost. */
    default boolean writesFiles() {
        return false;
    }

    /** Runs the command and returns the exit code. */
    int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException;
}
