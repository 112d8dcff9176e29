package org.scepclient.agent.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.InvalidInputException;
import org.scepclient.transport.HttpProxy;
import org.scepclient.transport.HttpUrl;
import org.scepclient.value.RedactedUrl;

/** Hides the credentials in server and proxy URLs for display, and restores them after editing. */
public final class HiddenCredentials {
    private static final String HIDDEN = "…";
    private static final String HIDDEN_USER_INFO = HIDDEN + "@";
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*:/+)?((?<credentials>[^/?#]*)@)?(?<rest>(?<host>[^@/?#]*).*)");

    private HiddenCredentials() {}

    /** Replaces user and password in a value by {@code …@}. */
    public static String in(Setting setting, String value) {
        if ((setting != Setting.URL && setting != Setting.PROXY) || value.isEmpty()) {
            return value;
        }
        try {
            boolean present = setting == Setting.URL
                    ? HttpUrl.parse(value).credentials().isPresent()
                    : HttpProxy.parse(value).credentials().isPresent();
            return present ? withUserInfo(value, HIDDEN_USER_INFO) : value;
        } catch (InvalidInputException e) {
            return inInvalid(value);
        }
    }

    /** Hides every part of an invalid URL that may be a password. */
    private static String inInvalid(String value) {
        int query = value.indexOf('?');
        String start = query < 0 ? value : value.substring(0, query);
        boolean safe = value.indexOf('@') < 0
                && !value.contains("%40")
                && RedactedUrl.of(start).equals(start);
        return safe ? value : RedactedUrl.of(value);
    }

    /** Replaces {@code …@} in an entered value by the stored user and password, if host and port are the same. */
    public static String restored(String entered, String stored) {
        Matcher enteredParts = AUTHORITY.matcher(entered);
        Matcher storedParts = AUTHORITY.matcher(stored);
        boolean sameHost = enteredParts.matches()
                && storedParts.matches()
                && HIDDEN.equals(enteredParts.group("credentials"))
                && storedParts.group("credentials") != null
                && storedParts.group("host").equals(enteredParts.group("host"));
        return sameHost ? withUserInfo(entered, storedParts.group("credentials") + "@") : entered;
    }

    private static String withUserInfo(String url, String userInfo) {
        Matcher parts = AUTHORITY.matcher(url);
        if (!parts.matches()) {
            return RedactedUrl.of(url);
        }
        String scheme = parts.group("scheme") == null ? "" : parts.group("scheme");
        return scheme + userInfo + parts.group("rest");
    }

    /** Rejects a value in which credentials are still hidden, because none are stored for its host. */
    static void requireRestored(String place, String value) {
        if (value.contains(HIDDEN)) {
            throw new InvalidInputException(
                    place,
                    "the part hidden by '" + HIDDEN + "' is not stored for this server",
                    "enter it again, or remove it");
        }
    }
}
