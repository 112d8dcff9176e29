package org.scepclient.cli.scepclient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;

/** Writes the manual page and the shell completion, for the build. */
public final class Documents {
    private static final String PROGRAM = "scepclient";

    private Documents() {}

    /** Takes one argument: the directory for {@code man/man1} and {@code bash-completion/completions}. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        write(directory.resolve("man/man1/" + PROGRAM + ".1"), ManPage.text(CommandName.all(PROGRAM)));
        write(directory.resolve("bash-completion/completions/" + PROGRAM), completion());
    }

    static String completion() {
        return AutoComplete.bash(PROGRAM, ScepclientCommand.commandLine(CommandName.all(PROGRAM)));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
