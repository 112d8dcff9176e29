package org.scepclient.cli.sscep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the manual page and the shell completion, for the build. */
public final class Documents {
    private Documents() {}

    /** Takes one argument: the directory for {@code man/man1} and {@code bash-completion/completions}. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        write(directory.resolve("man/man1/sscep.1"), ManPage.text());
        write(directory.resolve("bash-completion/completions/sscep"), BashCompletion.text());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
