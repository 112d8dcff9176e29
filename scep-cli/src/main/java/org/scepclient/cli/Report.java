package org.scepclient.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.scepclient.error.Snippet;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileProblem;
import org.scepclient.file.OutputFile;
import org.scepclient.json.JsonObject;
import org.scepclient.value.Printable;

/** Output of a command: text for a person or, with {@code --json}, one object at the end. */
public class Report {
    private static final int BUFFER = 1 << 16;

    private final CommandContext context;
    private final boolean json;
    private final JsonObject facts = new JsonObject();
    private boolean written;

    public Report(CommandContext context, boolean json) {
        this.context = context;
        this.json = json;
    }

    /** Console of the command. */
    protected final Console console() {
        return context.console();
    }

    public final boolean isJson() {
        return json;
    }

    /** The members of the object that {@code --json} prints. */
    public final JsonObject facts() {
        return facts;
    }

    /** Prints a line of the result. */
    public final void line(String text) {
        if (!json) {
            console()
                    .out()
                    .println(BoxCharacters.encodable(
                            Printable.oneLine(text), console().out().charset()));
        }
    }

    /** Prints a line of the result after the command's name. */
    public final void info(String text) {
        if (!json) {
            console().info(text);
        }
    }

    /** Prints a line that is not part of the result to standard error, also with {@code --json}. */
    public final void notice(String text) {
        console().error(text);
    }

    /** Shows the wrong part of a value below the line that was printed last, at a terminal. */
    public final void place(Snippet wrong) {
        showPlace(wrong.lines());
    }

    /** Writes a requested file to standard output; there is no JSON beside it. */
    public final void content(byte[] bytes) {
        console().out().write(bytes, 0, bytes.length);
        console().out().flush();
    }

    /** As {@link #content(byte[])}, for content of any length. */
    public final void content(OutputFile.Content content) throws StorageException {
        try {
            OutputStream buffered = new BufferedOutputStream(console().out(), BUFFER);
            content.writeTo(buffered);
            buffered.flush();
        } catch (IOException e) {
            throw new StorageException("standard output", "cannot write: " + FileProblem.of(e), e);
        }
    }

    /** Prints the object now, before the end of a command that continues to run. */
    public final void writeJson() {
        if (json) {
            console().print(facts.toString());
            console().out().flush();
        }
        written = true;
    }

    /** Ends the report of a command that was not stopped by an error. */
    public final void finish(int exitCode) {
        if (json && !written) {
            console().print(facts.put("exitCode", exitCode).toString());
        }
    }

    /** Ends the report of a command that was stopped by an error; returns the exit code. */
    public final int fail(ErrorReport error) {
        context.terminal().clearProgress();
        if (json) {
            facts.put("error", new JsonObject().put("code", error.id()).put("message", error.line()));
            finish(error.exitCode());
        } else {
            console().error(error.lineWithId());
            showPlace(error.snippet());
        }
        return error.exitCode();
    }

    private void showPlace(List<String> snippet) {
        if (context.terminal().showsErrors()) {
            snippet.forEach(console()::errorDetail);
        }
    }
}
