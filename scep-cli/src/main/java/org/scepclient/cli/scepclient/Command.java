package org.scepclient.cli.scepclient;

import org.scepclient.cli.CommandException;
import org.scepclient.error.ScepException;
import picocli.CommandLine.Model.CommandSpec;

/** One of the commands of {@code scepclient}. */
interface Command {
    int SUCCESS = 0;

    /** The options and what they mean: the source of parsing, help, completion and manual page. */
    CommandSpec model();

    /** Whether it can be called with nothing after its name; then it is, without a parser. */
    default boolean skipsParser() {
        return false;
    }

    /** Does it and returns the exit code. */
    int run(Invocation invocation) throws ScepException, CommandException;
}
