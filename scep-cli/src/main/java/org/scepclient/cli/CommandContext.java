package org.scepclient.cli;

import java.time.Clock;
import org.scepclient.transport.Sleeper;

/**
 * A command's access to its process and to time.
 *
 * @param console name of the command and its output streams
 * @param environment environment variables
 * @param terminal the person's terminal, if there is one
 * @param clock current time, for messages, validity checks and time-outs
 * @param sleeper waits between polls and retries
 */
public record CommandContext(
        Console console, Environment environment, Terminal terminal, Clock clock, Sleeper sleeper) {

    /**
     * The context of a command in this process.
     *
     * @param program the name of the command, unless the launcher was called by another one
     */
    public static CommandContext ofProcess(String program) {
        return new CommandContext(
                new Console(System.getProperty("scepclient.name", program), StandardOutput.ofProcess(), System.err),
                ProcessText::variable,
                Terminal.ofProcess(),
                Clock.systemUTC(),
                Sleeper.ofThread());
    }
}
