package org.scepclient.cli;

import java.io.PrintStream;
import org.scepclient.value.Printable;

/**
 * Where a command writes: results and progress to one stream, complaints to the other.
 *
 * @param name the name the command was called by; it begins every line
 */
public record Console(String name, PrintStream out, PrintStream err) {

    /** One line on standard output, after the command's name. */
    public void info(String line) {
        out.println(name + ": " + Printable.oneLine(line));
    }

    /** One line on standard error, after the command's name. */
    public void error(String line) {
        err.println(name + ": " + Printable.oneLine(line));
    }

    /** One line on standard output as it is, for continuation lines and JSON. */
    public void print(String line) {
        out.println(Printable.oneLine(line));
    }
}
