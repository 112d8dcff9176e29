package org.scepclient.value;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shortens URLs, also malformed ones, for messages: without the parts that may contain a password.
 *
 * <p>All messages about a URL or a proxy use this class, in particular those about a URL that cannot be parsed, in which
 * the end of the password is unknown.
 */
public final class RedactedUrl {
    private static final int LONGEST = 200;
    private static final String ELLIPSIS = "…";
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/+");
    /** {@code user:password} without a host: no port follows the colon. */
    private static final Pattern NO_PORT =
            Pattern.compile("([^/?#:\\[\\]%]*|\\[[^\\]/]*])(?::(?![0-9]{1,5}([/?#]|$))|%3[aA]).+");

    private static final String AUTHORITY = "://";

    /** A parameter of a query, from its separator on. */
    private static final Pattern PARAMETER = Pattern.compile("(?<start>[?&;](?<name>[^=&#?;]*)=)(?<value>[^&#;]*)");

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(passw|passphrase|pwd|secret|token|credential|challenge|signature|api[-_]?key).*"
                    + "|(.*[^a-z0-9])?(pass|pw|key|auth|sig|pin|otp)([^a-z0-9].*)?");

    private RedactedUrl() {}

    /**
     * One URL or {@code host:port} on one line, without user, password and query.
     *
     * <p>If in doubt it drops more than that: all that precedes the last {@code @}, escaped or not.
     */
    public static String of(String text) {
        String line = Printable.oneLine(text.strip());
        Matcher scheme = SCHEME.matcher(line);
        String prefix = scheme.lookingAt() ? scheme.group() : "";
        String rest = withoutQuery(withoutPassword(line.substring(prefix.length())));
        String shown = prefix + rest;
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + ELLIPSIS;
    }

    private static String withoutPassword(String text) {
        int escaped = text.lastIndexOf("%40");
        int end = Math.max(text.lastIndexOf('@') + 1, escaped < 0 ? 0 : escaped + 3);
        if (end > 1) {
            return ELLIPSIS + "@" + text.substring(end);
        }
        Matcher noPort = NO_PORT.matcher(text);
        return noPort.matches() ? noPort.group(1) + ":" + ELLIPSIS : text;
    }

    private static String withoutQuery(String text) {
        int query = text.indexOf('?');
        return query < 0 || query == text.length() - 1 ? text : text.substring(0, query + 1) + ELLIPSIS;
    }

    /**
     * A URL with {@code …} in place of the secrets of its query: the values of the parameters whose names mean a password, a
     * token or a key. Other parameters, which choose a profile for example, stay.
     */
    public static String withoutSecretParameters(String url) {
        return PARAMETER
                .matcher(url)
                .replaceAll(found -> Matcher.quoteReplacement(
                        SECRET_NAME.matcher(found.group("name")).matches()
                                ? found.group("start") + ELLIPSIS
                                : found.group()));
    }

    /** A URL whose parameters that are shown as {@code …} have the values of another URL, as far as it has them. */
    public static String withParametersOf(String other, String url) {
        return PARAMETER
                .matcher(url)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group("value").equals(ELLIPSIS)
                                ? found.group("start") + value(found.group("name"), other)
                                : found.group()));
    }

    private static String value(String name, String url) {
        return PARAMETER
                .matcher(url)
                .results()
                .filter(found -> found.group("name").equals(name))
                .map(found -> found.group("value"))
                .findFirst()
                .orElse(ELLIPSIS);
    }

    /** Removes the user, the password and the secret parameters from each URL in a message. */
    public static String within(String message) {
        if (!message.contains(AUTHORITY) || (message.indexOf('@') < 0 && message.indexOf('=') < 0)) {
            return message;
        }
        StringBuilder shown = new StringBuilder(message.length());
        int from = 0;
        // Linear in the length: a message may quote a megabyte of a server's text.
        for (int at = message.indexOf(AUTHORITY); at >= 0; at = message.indexOf(AUTHORITY, from)) {
            int start = at + AUTHORITY.length();
            int end = start;
            int password = -1;
            while (end < message.length() && !endsUrl(message.charAt(end))) {
                password = message.charAt(end) == '@' ? end : password;
                end++;
            }
            shown.append(message, from, start);
            String url = password < 0 ? message.substring(start, end) : ELLIPSIS + message.substring(password, end);
            shown.append(withoutSecretParameters(url));
            from = end;
        }
        return shown.append(message.substring(from)).toString();
    }

    private static boolean endsUrl(char c) {
        return Character.isWhitespace(c) || c == '\'' || c == '"' || c == '<' || c == '>';
    }
}
