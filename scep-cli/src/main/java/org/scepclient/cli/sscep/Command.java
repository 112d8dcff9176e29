package org.scepclient.cli.sscep;

import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.error.ScepException;

/** One of the operations. */
interface Command {

    /** Runs the operation and returns the exit code. */
    int run(Settings settings, VerboseReport report, CommandContext context) throws ScepException, CommandException;

    /** The exit code of success. */
    int SUCCESS = 0;
}
