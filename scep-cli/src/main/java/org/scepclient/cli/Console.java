package org.scepclient.cli;

import java.io.PrintStream;
import org.scepclient.value.Printable;

/**
 * The output streams of a command.
 *
 * @param name the name that the command was called by; it begins the lines of {@link #info} and {@link #error}
 */
public record Console(String name, StandardOutput out, PrintStream err) {

    /** Prints a line after the command's name to standard output. */
    public void info(String line) {
        out.println(name + ": " + Printable.oneLine(line));
    }

    /** Prints a line after the command's name to standard error. */
    public void error(String line) {
        err.println(name + ": " + Printable.oneLine(line));
    }

    /** Prints a line with the number of its priority for the system log, as {@code sd-daemon(3)} and {@code lib/app.sh} read it. */
    public void log(int priority, String line) {
        err.println("<" + priority + ">" + name + ": " + Printable.oneLine(line));
    }

    /** Prints a line below one of {@link #error}. */
    void errorDetail(String line) {
        err.println("    " + BoxCharacters.encodable(Printable.oneLine(line), err.charset()));
    }

    /** Prints a line without the command's name, such as JSON, to standard output. */
    public void print(String line) {
        out.println(Printable.oneLine(line));
    }
}
