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

    /** What a decoder found, from the innermost cause: those around it only tell in which of its classes that was. */
    static String ofDecoder(Throwable problem) {
        Throwable innermost = problem;
        for (Throwable inner = problem; inner != null; inner = inner.getCause()) {
            innermost = inner;
        }
        if (innermost instanceof NullPointerException || innermost instanceof IndexOutOfBoundsException) {
            // The decoder looked for a part that is not there; the JVM's words about it help nobody.
            return "it is incomplete";
        }
        String message = innermost.getMessage();
        return message == null || message.isBlank() || message.startsWith("IOException")
                ? "it is damaged or ends too soon"
                : limited(of(message));
    }

    private static String limited(String text) {
        return text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "…";
    }

    /** Without control, format and line separator characters: names in certificates can hold any of them. */
    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]+", " ").strip();
    }
}
