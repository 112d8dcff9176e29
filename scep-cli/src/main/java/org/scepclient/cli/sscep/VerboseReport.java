package org.scepclient.cli.sscep;

import org.scepclient.cli.CommandContext;
import org.scepclient.cli.Report;
import org.scepclient.value.RedactedUrl;

/** The report of {@code sscep}: with the lines of {@code -v} and {@code -d}. */
final class VerboseReport extends Report {
    enum Level {
        NORMAL,
        VERBOSE,
        DEBUG
    }

    private Level level = Level.NORMAL;

    VerboseReport(CommandContext context, boolean json) {
        super(context, json);
    }

    /** The level is final only after the configuration file has been read. */
    void setLevel(Level level) {
        this.level = level;
    }

    boolean isVerbose() {
        return level != Level.NORMAL;
    }

    boolean isDebug() {
        return level == Level.DEBUG;
    }

    /** A line of {@code -v}. */
    void verbose(String text) {
        if (isVerbose()) {
            info(text);
        }
    }

    /** A line that continues one of {@code -v}, without the command's name. */
    void verboseDetail(String text) {
        if (isVerbose() && !isJson()) {
            console().print("  " + text);
        }
    }

    /** A line of {@code -d}. */
    void debug(String text) {
        if (isDebug()) {
            info(text);
        }
    }

    /** PEM text of {@code -d}. */
    void debugText(String text) {
        if (isDebug() && !isJson()) {
            console().out().print(text);
        }
    }

    /** Prints with {@code -d} the chain of causes of an error. */
    void causes(Throwable problem) {
        if (!isDebug()) {
            return;
        }
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            String message = RedactedUrl.within(String.valueOf(cause.getMessage()));
            console().error("  because of " + cause.getClass().getName() + ": " + message);
        }
    }
}
