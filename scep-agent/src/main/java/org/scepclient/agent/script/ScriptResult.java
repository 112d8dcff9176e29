package org.scepclient.agent.script;

import java.time.Duration;

/**
 * The result of a script.
 *
 * @param end how the script ended
 * @param exitCode exit code, or −1 if the script was killed or not started
 * @param output end of the output, including control characters; the error message if the script was not started
 */
public record ScriptResult(End end, int exitCode, String output) {

    /** How a script ended. */
    public enum End {
        EXITED,
        /** The script exceeded the time limit and was killed with all its child processes. */
        TIMED_OUT,
        /** The script was not started, for example because its file could not be written. */
        NOT_STARTED
    }

    public boolean succeeded() {
        return end == End.EXITED && exitCode == 0;
    }

    /** A summary of one line, to follow the name of the script. */
    public String summary(Duration limit) {
        return switch (end) {
            case EXITED -> exitCode == 0 ? "succeeded" : "ended with exit code " + exitCode;
            case TIMED_OUT ->
                "was killed after the time limit of " + limit.toSeconds()
                        + (limit.toSeconds() == 1 ? " second" : " seconds");
            case NOT_STARTED -> "could not be started";
        };
    }
}
