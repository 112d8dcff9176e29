package org.scepclient.cli.scepclient;

import java.util.Optional;

/** A person's terminal: somebody to ask and to show progress to. */
interface Terminal {

    /** False in a pipe, in a script, in cron. */
    boolean present();

    /** The answer to a question, or nothing when the person ends the input or nobody is there. */
    Optional<String> ask(String question);

    /** Shows one line of progress in place of the one before; nothing in a pipe. */
    void progress(String line);

    /** Takes the progress away. */
    void clearProgress();

    /** That of this process, looked for only when it is needed. */
    static Terminal ofProcess() {
        return new ProcessTerminal();
    }
}
