package org.scepclient.cli;

import org.scepclient.error.ErrorCode;
import org.scepclient.value.RedactedUrl;

/** An error of a command itself, not of the library; the message is one line with the remedy. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public CommandException(ErrorCode code, String message) {
        super(RedactedUrl.within(message));
        this.code = code;
    }

    /** An error of the command line. */
    public static CommandException usage(String message) {
        return new CommandException(ErrorCode.ARGUMENT, message);
    }

    public ErrorCode code() {
        return code;
    }
}
