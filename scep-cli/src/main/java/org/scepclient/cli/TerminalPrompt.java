package org.scepclient.cli;

import java.util.Arrays;
import java.util.Optional;
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
        Secret secret = Secret.of(new String(answer));
        Arrays.fill(answer, '\0');
        return Optional.of(secret);
    }
}
