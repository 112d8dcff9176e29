package org.scepclient.agent.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.InvalidInputException;
import org.scepclient.transport.HttpProxy;
import org.scepclient.transport.HttpUrl;
import org.scepclient.value.RedactedUrl;

/** Shows the URL of a server or a proxy without the user and password in it, so that it can be edited all the same. */
public final class HiddenCredentials {
    private static final String HIDDEN = "…";
    private static final String MARK = HIDDEN + "@";
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*:/+)?((?<credentials>[^/?#]*)@)?(?<rest>(?<host>[^@/?#]*).*)");

    private HiddenCredentials() {}

    /** The value of the item with {@code …@} in place of user and password. */
    public static String in(Setting setting, String value) {
        if ((setting != Setting.URL && setting != Setting.PROXY) || value.isEmpty()) {
            return value;
        }
        try {
            boolean given = setting == Setting.URL
                    ? HttpUrl.parse(value).credentials().isPresent()
                    : HttpProxy.parse(value).credentials().isPresent();
            return given ? with(value, MARK) : value;
        } catch (InvalidInputException e) {
            return ofMistyped(value);
        }
    }

    /** Nobody knows which part of it is the password; where none is possible, what was typed stays. */
    private static String ofMistyped(String value) {
        int query = value.indexOf('?');
        String start = query < 0 ? value : value.substring(0, query);
        boolean harmless = value.indexOf('@') < 0
                && !value.contains("%40")
                && RedactedUrl.of(start).equals(start);
        return harmless ? value : RedactedUrl.of(value);
    }

    /** What was typed with the stored user and password in place of {@code …@}; only for the same host and port. */
    public static String restored(String typed, String stored) {
        Matcher shown = AUTHORITY.matcher(typed);
        Matcher kept = AUTHORITY.matcher(stored);
        boolean same = shown.matches()
                && kept.matches()
                && HIDDEN.equals(shown.group("credentials"))
                && kept.group("credentials") != null
                && kept.group("host").equals(shown.group("host"));
        return same ? with(typed, kept.group("credentials") + "@") : typed;
    }

    private static String with(String url, String credentials) {
        Matcher parts = AUTHORITY.matcher(url);
        if (!parts.matches()) {
            return RedactedUrl.of(url);
        }
        String scheme = parts.group("scheme") == null ? "" : parts.group("scheme");
        return scheme + credentials + parts.group("rest");
    }

    static void refuse(String place, String value) {
        if (value.contains(HIDDEN)) {
            throw new InvalidInputException(
                    place,
                    "a part that may be a password is hidden here and not stored for this server",
                    "type it again, or leave it out");
        }
    }
}
