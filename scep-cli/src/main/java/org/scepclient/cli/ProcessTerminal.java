package org.scepclient.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.Printable;
import org.scepclient.value.Secret;

/** The terminal on standard input and output. */
// The launchers set jdk.console=java.base, so that System.console() is null without a terminal on any JDK.
@SuppressWarnings("SystemConsoleNull")
final class ProcessTerminal implements Terminal {
    private static final String ERASE_LINE = "\r\u001b[2K";
    /** Java has no isatty; on systems without /proc, standard error does not count as a terminal. */
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private static final Pattern TERMINAL_DEVICE = Pattern.compile("/dev/(pts/[0-9]+|tty.*|console)");

    private boolean opened;
    private boolean progressShown;
    private @Nullable Console console;

    private @Nullable Console console() {
        if (!opened) {
            opened = true;
            console = System.console();
        }
        return console;
    }

    @Override
    public boolean isInteractive() {
        return console() != null;
    }

    @Override
    public boolean showsErrors() {
        try {
            Path device = Files.readSymbolicLink(STANDARD_ERROR);
            return TERMINAL_DEVICE.matcher(device.toString()).matches();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Optional<String> prompt(String question) {
        Console found = console();
        return found == null ? Optional.empty() : Optional.ofNullable(found.readLine("%s ", question));
    }

    @Override
    public Optional<Secret> promptSecret(String question) {
        Console found = console();
        char[] answer = found == null ? null : found.readPassword("%s: ", question);
        if (answer == null) {
            return Optional.empty();
        }
        String text = new String(answer);
        Arrays.fill(answer, '\0');
        if (text.indexOf('\uFFFD') >= 0) {
            // Java's replacement for bytes that it cannot decode.
            throw new InvalidInputException(
                    question, "the input does not match the terminal's character set", "use a UTF-8 terminal");
        }
        return Optional.of(Secret.of(text));
    }

    @Override
    public void showProgress(String line) {
        if (isInteractive()) {
            progressShown = true;
            System.err.print(ERASE_LINE + Printable.oneLine(line));
            System.err.flush();
        }
    }

    @Override
    public void clearProgress() {
        if (progressShown) {
            progressShown = false;
            System.err.print(ERASE_LINE);
            System.err.flush();
        }
    }
}
