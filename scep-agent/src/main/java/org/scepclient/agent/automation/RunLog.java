package org.scepclient.agent.automation;

/** Where a run tells what it does, one line at a time and without secrets: the system's log, or a person's terminal. */
@FunctionalInterface
public interface RunLog {

    void say(String line);

    static RunLog silent() {
        return line -> {};
    }
}
