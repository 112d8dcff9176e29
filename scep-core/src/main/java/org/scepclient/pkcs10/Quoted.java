package org.scepclient.pkcs10;

/** A value in a message: quoted, on one line and not too long. */
final class Quoted {
    private static final int LIMIT = 80;

    private Quoted() {}

    static String of(String value) {
        String clean = printable(value);
        return "'" + (clean.length() <= LIMIT ? clean : clean.substring(0, LIMIT) + "…") + "'";
    }

    /** Replaces control characters other than tabs, and line separators. */
    static String printable(String value) {
        return value.replaceAll("[\\p{Cc}\\u2028\\u2029&&[^\t]]", "\uFFFD");
    }
}
