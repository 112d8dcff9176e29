package org.scepclient.cli.sscep;

import org.scepclient.cli.Console;
import org.scepclient.cli.ErrorReport;
import org.scepclient.json.JsonObject;
import org.scepclient.value.RedactedUrl;

/**
 * What a run tells: lines while it goes on or, with {@code --json}, one object at its end.
 */
final class Report {
    /** How much is told. */
    enum Level {
        NORMAL,
        VERBOSE,
        DEBUG
    }

    private final Console console;
    private Level level;
    private final boolean json;
    private final JsonObject facts = new JsonObject();

    Report(Console console, Level level, boolean json) {
        this.console = console;
        this.level = level;
        this.json = json;
    }

    /** Known for certain only once the configuration file has been read. */
    void setLevel(Level level) {
        this.level = level;
    }

    /** A line that scripts look for. */
    void line(String text) {
        if (!json) {
            console.info(text);
        }
    }

    /** A line of {@code -v}. */
    void verbose(String text) {
        if (isVerbose()) {
            line(text);
        }
    }

    /** A line of {@code -d}. */
    void debug(String text) {
        if (level == Level.DEBUG) {
            line(text);
        }
    }

    /** A line that continues one of {@code -v}, without the command's name. */
    void verboseDetail(String text) {
        if (isVerbose() && !json) {
            console.print("  " + text);
        }
    }

    /** PEM text for {@code -d}, as it is. */
    void debugText(String text) {
        if (level == Level.DEBUG && !json) {
            console.out().print(text);
        }
    }

    /** Something that is wrong but does not end the run. */
    void warning(String text) {
        console.error(text);
    }

    boolean isVerbose() {
        return level != Level.NORMAL;
    }

    boolean isDebug() {
        return level == Level.DEBUG;
    }

    /** True when the facts are wanted, so that what is costly is worked out for them only then. */
    boolean isJson() {
        return json;
    }

    /** The members of the object that {@code --json} prints. */
    JsonObject facts() {
        return facts;
    }

    /** For {@code -d}: the chain of causes of what stopped the run. */
    void causes(Throwable problem) {
        if (level != Level.DEBUG) {
            return;
        }
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            String message = RedactedUrl.within(String.valueOf(cause.getMessage()));
            console.error("  because of " + cause.getClass().getName() + ": " + message);
        }
    }

    /** Ends the report of a run that was not stopped by an error. */
    void finish(int exitCode) {
        if (json) {
            console.print(facts.put("exitCode", exitCode).toString());
        }
    }

    /** Ends the report of a run that an error stopped. */
    void fail(ErrorReport error) {
        if (json) {
            facts.put("error", new JsonObject().put("code", error.id()).put("message", error.line()));
            finish(error.exitCode());
        } else {
            console.error(error.line());
        }
    }
}
