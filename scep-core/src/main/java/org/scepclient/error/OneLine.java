package org.scepclient.error;

/** Renders a cause as one line without control characters, safe for terminals and logs. */
final class OneLine {
    private static final int LIMIT = 300;

    private OneLine() {}

    static String of(Throwable cause) {
        if (cause instanceof NullPointerException || cause instanceof IndexOutOfBoundsException) {
            // The decoder looked for a part that is not there; the JVM's words about it help nobody.
            return "it is incomplete";
        }
        String message = cause.getMessage();
        String text = message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
        String clean = of(text);
        return clean.length() <= LIMIT ? clean : clean.substring(0, LIMIT) + "…";
    }

    /** Without control, format and line separator characters: names in certificates can hold any of them. */
    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]+", " ").strip();
    }
}
