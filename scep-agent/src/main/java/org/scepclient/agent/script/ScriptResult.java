package org.scepclient.agent.script;

import java.time.Duration;

/**
 * How a script ended.
 *
 * @param end in what way
 * @param exitCode its exit code, or −1 if it was ended or did not start
 * @param output the end of what it printed, as one text; control characters are left in
 */
public record ScriptResult(End end, int exitCode, String output) {

    /** In what way a script ended. */
    public enum End {
        EXITED,
        /** It took longer than it may and was killed with all processes it had started. */
        TIMED_OUT,
        /** There is no shell, or no room for the script's text. */
        NOT_STARTED
    }

    public boolean succeeded() {
        return end == End.EXITED && exitCode == 0;
    }

    /** One line about the end, for people. */
    public String summary(Duration limit) {
        return switch (end) {
            case EXITED -> exitCode == 0 ? "succeeded" : "ended with exit code " + exitCode;
            case TIMED_OUT -> "was killed because it took longer than " + limit.toSeconds() + " seconds";
            case NOT_STARTED -> "could not be started";
        };
    }
}
