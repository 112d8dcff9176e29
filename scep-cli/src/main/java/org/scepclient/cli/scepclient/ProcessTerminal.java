package org.scepclient.cli.scepclient;

import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.value.Printable;

/** The terminal on standard input and output. */
// The launcher sets jdk.console=java.base, with which there is no console without a terminal on any JDK.
@SuppressWarnings("SystemConsoleNull")
final class ProcessTerminal implements Terminal {
    private static final String ERASE_LINE = "\r\u001b[2K";

    private boolean looked;
    private boolean shown;
    private @Nullable Console console;

    private @Nullable Console console() {
        if (!looked) {
            looked = true;
            console = System.console();
        }
        return console;
    }

    @Override
    public boolean present() {
        return console() != null;
    }

    @Override
    public Optional<String> ask(String question) {
        Console found = console();
        return found == null ? Optional.empty() : Optional.ofNullable(found.readLine("%s ", question));
    }

    @Override
    public void progress(String line) {
        if (present()) {
            shown = true;
            System.err.print(ERASE_LINE + Printable.oneLine(line));
            System.err.flush();
        }
    }

    @Override
    public void clearProgress() {
        if (shown) {
            shown = false;
            System.err.print(ERASE_LINE);
            System.err.flush();
        }
    }
}
