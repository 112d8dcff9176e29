package org.scepclient.pkcs10;

/** A value as error messages show it: in quotes, one line, not too long. */
final class Quoted {
    private static final int LIMIT = 80;

    private Quoted() {}

    static String of(String value) {
        String clean = printable(value);
        return '"' + (clean.length() <= LIMIT ? clean : clean.substring(0, LIMIT) + "…") + '"';
    }

    /** The text with control characters, but tabs, and line separators replaced: safe for terminals and logs. */
    static String printable(String value) {
        return value.replaceAll("[\\p{Cc}\\u2028\\u2029&&[^\t]]", "\uFFFD");
    }
}
