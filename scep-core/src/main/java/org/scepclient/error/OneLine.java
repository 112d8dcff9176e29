package org.scepclient.error;

/** Renders a cause as one line without control characters, safe for terminals and logs. */
final class OneLine {
    private static final int LIMIT = 300;

    private OneLine() {}

    static String of(Throwable cause) {
        String message = cause.getMessage();
        String text = message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
        String clean = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.length() <= LIMIT ? clean : clean.substring(0, LIMIT) + "…";
    }
}
