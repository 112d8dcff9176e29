package org.scepclient.agent.automation;

/** The log of a run, line by line and without secrets: the system log, or a terminal. */
@FunctionalInterface
public interface RunLog {

    /** Writes a line to the log. */
    void write(String line);

    static RunLog silent() {
        return line -> {};
    }
}
