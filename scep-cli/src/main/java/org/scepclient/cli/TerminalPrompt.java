package org.scepclient.cli;

import java.util.Arrays;
import java.util.Optional;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.Secret;

/** Reads from the terminal with echo switched off. */
final class TerminalPrompt implements Prompt {

    // The launchers set jdk.console=java.base, with which there is no console without a terminal on any JDK.
    @SuppressWarnings("SystemConsoleNull")
    @Override
    public Optional<Secret> ask(String question) {
        java.io.Console terminal = System.console();
        if (terminal == null) {
            return Optional.empty();
        }
        char[] answer = terminal.readPassword("%s: ", question);
        if (answer == null) {
            return Optional.empty();
        }
        String typed = new String(answer);
        Arrays.fill(answer, '\0');
        if (typed.indexOf('\uFFFD') >= 0) {
            // Java puts it for bytes that it cannot decode.
            throw new InvalidInputException(
                    question, "what was typed is not text in the terminal's character set", "use a terminal in UTF-8");
        }
        return Optional.of(Secret.of(typed));
    }
}
