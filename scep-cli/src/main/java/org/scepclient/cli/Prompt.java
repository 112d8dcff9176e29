package org.scepclient.cli;

import java.util.Optional;
import org.scepclient.value.Secret;

/** Asks a person for a secret without showing what is typed. */
@FunctionalInterface
public interface Prompt {

    /** The answer, or nothing when there is no terminal to ask at or the person ends the input. */
    Optional<Secret> ask(String question);

    /** Asks at the terminal of this process, when it has one. */
    static Prompt terminal() {
        return new TerminalPrompt();
    }
}
