package org.scepclient.cli;

import java.util.Optional;
import org.scepclient.value.Secret;

/** The terminal of the person who runs a command. */
public interface Terminal {

    /** Whether a person can answer questions: false in a pipe, a script or cron. */
    boolean isInteractive();

    /** Whether standard error is a terminal. */
    boolean showsErrors();

    /** The answer to a question; empty at the end of the input, and if the terminal is not interactive. */
    Optional<String> prompt(String question);

    /** As {@link #prompt}, without echo. */
    Optional<Secret> promptSecret(String question);

    /** Replaces the previous line of progress; does nothing if the terminal is not interactive. */
    void showProgress(String line);

    /** Erases the line of progress. */
    void clearProgress();

    /** The terminal of this process; it is opened at its first use. */
    static Terminal ofProcess() {
        return new ProcessTerminal();
    }
}
