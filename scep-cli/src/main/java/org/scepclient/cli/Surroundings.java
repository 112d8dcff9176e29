package org.scepclient.cli;

/** What a command finds around it: its streams, the environment, and perhaps a person at a terminal. */
public record Surroundings(Console console, Environment environment, Prompt prompt) {

    /** Those of this process. */
    public static Surroundings ofProcess(String name) {
        return new Surroundings(new Console(name, System.out, System.err), ProcessText::variable, Prompt.terminal());
    }
}
