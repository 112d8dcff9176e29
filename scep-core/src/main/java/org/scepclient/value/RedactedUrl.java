package org.scepclient.value;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows what may be a URL, or was meant to be one, without what may be a password in it. All messages about a URL or a
 * proxy show it by this class, in particular those about one that cannot be parsed: nobody knows where its password ends.
 */
public final class RedactedUrl {
    private static final int LONGEST = 200;
    private static final String LEFT_OUT = "…";
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/+");
    /** {@code user:password} whose host is missing: after the colon there is no port. */
    private static final Pattern NO_PORT =
            Pattern.compile("([^/?#:\\[\\]%]*|\\[[^\\]/]*])(?::(?![0-9]{1,5}([/?#]|$))|%3[aA]).+");

    private static final String AUTHORITY = "://";

    private RedactedUrl() {}

    /**
     * The text of one URL or of one {@code host:port} as one line, without user, password and query. In doubt more is
     * left out: everything before the last {@code @}, escaped or not.
     */
    public static String of(String text) {
        String line = Printable.oneLine(text.strip());
        Matcher scheme = SCHEME.matcher(line);
        String prefix = scheme.lookingAt() ? scheme.group() : "";
        String rest = withoutQuery(withoutPassword(line.substring(prefix.length())));
        String shown = prefix + rest;
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + LEFT_OUT;
    }

    private static String withoutPassword(String text) {
        int escaped = text.lastIndexOf("%40");
        int end = Math.max(text.lastIndexOf('@') + 1, escaped < 0 ? 0 : escaped + 3);
        if (end > 1) {
            return LEFT_OUT + "@" + text.substring(end);
        }
        Matcher noPort = NO_PORT.matcher(text);
        return noPort.matches() ? noPort.group(1) + ":" + LEFT_OUT : text;
    }

    private static String withoutQuery(String text) {
        int query = text.indexOf('?');
        return query < 0 || query == text.length() - 1 ? text : text.substring(0, query + 1) + LEFT_OUT;
    }

    /** A message with the user and password of each URL in it left out; all else stays as it is. */
    public static String within(String message) {
        if (!message.contains(AUTHORITY) || message.indexOf('@') < 0) {
            return message;
        }
        StringBuilder shown = new StringBuilder(message.length());
        int from = 0;
        // Each word is looked at once: a message may quote a megabyte of somebody else's text.
        for (int at = message.indexOf(AUTHORITY); at >= 0; at = message.indexOf(AUTHORITY, from)) {
            int begin = at + AUTHORITY.length();
            int end = begin;
            int password = -1;
            while (end < message.length() && !endsUrl(message.charAt(end))) {
                password = message.charAt(end) == '@' ? end : password;
                end++;
            }
            shown.append(message, from, begin);
            shown.append(password < 0 ? message.substring(begin, end) : LEFT_OUT + message.substring(password, end));
            from = end;
        }
        return shown.append(message.substring(from)).toString();
    }

    private static boolean endsUrl(char c) {
        return Character.isWhitespace(c) || c == '\'' || c == '"' || c == '<' || c == '>';
    }
}
