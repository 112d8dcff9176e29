package org.scepclient.cli.sscep;

import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.error.ScepException;

/** One operation, ready to run. */
interface Command {

    /** The exit code of a run that no error stopped. */
    int run(Settings settings, VerboseReport report, CommandContext context) throws ScepException, CommandException;

    /** The exit code of success. */
    int SUCCESS = 0;
}
