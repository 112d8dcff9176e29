package org.scepclient.error;

import org.scepclient.value.Printable;

/** The message of a cause as part of another message. */
final class OneLine {
    private static final int LIMIT = 300;

    private OneLine() {}

    static String of(Throwable cause) {
        String message = cause.getMessage();
        String text = message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
        String line = Printable.oneLine(text).strip();
        return line.length() <= LIMIT ? line : line.substring(0, LIMIT) + "…";
    }

    /** A decoder's exception in plain words: its message names classes and offsets, which the cause keeps. */
    static String ofDecoder(Throwable problem) {
        Throwable innermost = problem;
        for (Throwable inner = problem; inner != null; inner = inner.getCause()) {
            innermost = inner;
        }
        return innermost instanceof NullPointerException || innermost instanceof IndexOutOfBoundsException
                ? "it is incomplete"
                : "it is damaged or ends too soon";
    }
}
