package org.scepclient.error;

/** Renders a cause as one line without control characters, safe for terminals and logs. */
final class OneLine {
    private static final int LIMIT = 300;

    private OneLine() {}

    static String of(Throwable cause) {
        String message = cause.getMessage();
        return limited(
                of(message == null || message.isBlank() ? cause.getClass().getSimpleName() : message));
    }

    /** What a decoder found. Its own words speak of its classes and offsets, and help no user; the cause keeps them. */
    static String ofDecoder(Throwable problem) {
        Throwable innermost = problem;
        for (Throwable inner = problem; inner != null; inner = inner.getCause()) {
            innermost = inner;
        }
        return innermost instanceof NullPointerException || innermost instanceof IndexOutOfBoundsException
                ? "it is incomplete"
                : "it is damaged or ends too soon";
    }

    private static String limited(String text) {
        return text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "…";
    }

    /** Without control, format and line separator characters: names in certificates can hold any of them. */
    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]+", " ").strip();
    }
}
