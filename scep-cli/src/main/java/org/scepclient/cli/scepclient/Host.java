package org.scepclient.cli.scepclient;

import java.time.Clock;
import org.scepclient.cli.Surroundings;
import org.scepclient.transport.Sleeper;

/**
 * What the commands use of the machine besides streams and files.
 *
 * @param terminal a person's terminal, if there is one
 * @param clock the time
 * @param sleeper lets time pass
 */
record Host(Terminal terminal, Clock clock, Sleeper sleeper) {

    static Host ofProcess() {
        return new Host(Terminal.ofProcess(), Clock.systemUTC(), Sleeper.ofThread());
    }

    Invocation invocation(Arguments arguments, Report report, Surroundings surroundings) {
        return new Invocation(arguments, report, surroundings, terminal, clock, sleeper);
    }
}
