package org.scepclient.value;

/** Text from outside (servers, files, certificates) made safe for a terminal and a log. */
public final class Printable {
    private static final int LONGEST_NAME = 200;

    private Printable() {}

    /** The text without control characters: each run of them becomes one blank. */
    public static String oneLine(String text) {
        int length = text.length();
        StringBuilder line = new StringBuilder(length);
        boolean blank = false;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                blank = !line.isEmpty() && line.charAt(line.length() - 1) != ' ';
            } else {
                if (blank) {
                    line.append(' ');
                    blank = false;
                }
                line.append(c);
            }
        }
        return line.toString();
    }

    /** The text as a name in a message: on one line, and no longer than a message can bear. */
    public static String name(String text) {
        String cut = text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…";
        return oneLine(cut);
    }

    /** Control characters of ASCII and Latin-1, line separators, and what is invisible or reverses the direction of text. */
    private static boolean isControl(char c) {
        return c < ' '
                || (c >= '\u007f' && c < '\u00a0')
                || c == '\u2028'
                || c == '\u2029'
                || Character.getType(c) == Character.FORMAT;
    }
}
