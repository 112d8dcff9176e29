package org.scepclient.value;

/** Text from outside (servers, files, certificates) made safe for a terminal and a log. */
public final class Printable {
    private static final int LONGEST_NAME = 200;

    private Printable() {}

    /** Replaces each run of control characters by one blank. */
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

    /** The text as a name in a message: on one line, and at most 200 characters of it. */
    public static String name(String text) {
        String cut = text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…";
        return oneLine(cut);
    }

    /** True for control characters, line separators, and characters that are invisible or change the text direction. */
    public static boolean isControl(int c) {
        return c < ' '
                || (c >= 0x7f && c < 0xa0)
                || c == 0x2028
                || c == 0x2029
                || Character.getType(c) == Character.FORMAT;
    }
}
