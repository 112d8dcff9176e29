package org.scepclient.cli.scepclient;

import java.util.ArrayList;
import java.util.List;
import org.scepclient.cli.CommandContext;

/** Runs several commands in one process; the build records their classes for the start-up cache. */
public final class CacheTraining {
    private static final String NEXT = "--";

    private CacheTraining() {}

    /** Takes the command lines, separated by {@code --}; ends at the first command that fails. */
    public static void main(String[] args) {
        ScepclientCommand program = new ScepclientCommand(CommandContext.ofProcess("scepclient"));
        List<String> words = new ArrayList<>();
        for (String word : args) {
            if (word.equals(NEXT)) {
                run(program, words);
                words.clear();
            } else {
                words.add(word);
            }
        }
        run(program, words);
    }

    private static void run(ScepclientCommand program, List<String> words) {
        int status = program.run(words.toArray(String[]::new));
        if (status != Command.SUCCESS) {
            System.exit(status);
        }
    }
}
