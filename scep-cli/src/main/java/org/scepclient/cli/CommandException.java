package org.scepclient.cli;

import java.util.Optional;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.Snippet;
import org.scepclient.value.RedactedUrl;

/** An error of a command itself, not of the library; the message is one line with the remedy. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Optional<Snippet> snippet;

    public CommandException(ErrorCode code, String message) {
        this(code, message, Optional.empty());
    }

    /** @param snippet the wrong part of a value, if it is known */
    public CommandException(ErrorCode code, String message, Optional<Snippet> snippet) {
        super(RedactedUrl.within(message));
        this.code = code;
        this.snippet = snippet;
    }

    /** An error of the command line. */
    public static CommandException usage(String message) {
        return new CommandException(ErrorCode.ARGUMENT, message);
    }

    public ErrorCode code() {
        return code;
    }

    Optional<Snippet> snippet() {
        return snippet;
    }
}
