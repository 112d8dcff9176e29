package org.scepclient.agent.automation;

/** The log of a run, line by line and without secrets: the system log, or a terminal. */
@FunctionalInterface
public interface RunLog {

    /** Logs a line. */
    void say(String line);

    static RunLog silent() {
        return line -> {};
    }
}
