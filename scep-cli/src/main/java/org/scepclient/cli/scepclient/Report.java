package org.scepclient.cli.scepclient;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.scepclient.cli.Console;
import org.scepclient.cli.ErrorReport;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileContent;
import org.scepclient.file.FileProblem;
import org.scepclient.json.JsonObject;
import org.scepclient.value.Printable;

/** What a run tells: text for a person or, with {@code --json}, one object at its end. */
final class Report {
    private final Console console;
    private final boolean json;
    private final JsonObject facts = new JsonObject();
    private boolean announced;

    Report(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    boolean isJson() {
        return json;
    }

    /** The members of the object that {@code --json} prints. */
    JsonObject facts() {
        return facts;
    }

    /** A line of the result, made safe for a terminal. */
    void line(String text) {
        if (!json) {
            console.out()
                    .println(BoxCharacters.fitting(
                            Printable.oneLine(text), console.out().charset()));
        }
    }

    /** PEM or DER that was asked for on standard output; there is no JSON beside it. */
    void content(byte[] bytes) {
        console.out().write(bytes, 0, bytes.length);
        console.out().flush();
    }

    /** As {@link #content(byte[])}, content of any length. */
    void content(FileContent content) throws StorageException {
        try {
            OutputStream buffered = new BufferedOutputStream(console.out(), 1 << 16);
            content.writeTo(buffered);
            buffered.flush();
        } catch (IOException e) {
            throw new StorageException("standard output", "cannot write: " + FileProblem.of(e), e);
        }
    }

    /** Something a person should know, which is no error and no part of the result. */
    void notice(String text) {
        console.error(text);
    }

    /** Tells now, and not at the end: for a command that goes on running. */
    void announce() {
        if (json) {
            console.print(facts.toString());
            console.out().flush();
        }
        announced = true;
    }

    void finish(int exitCode) {
        if (json && !announced) {
            console.print(facts.put("exitCode", exitCode).toString());
        }
    }

    void fail(ErrorReport error) {
        if (json) {
            facts.put("error", new JsonObject().put("code", error.id()).put("message", error.line()));
            finish(error.exitCode());
        } else {
            console.error(error.line());
        }
    }
}
