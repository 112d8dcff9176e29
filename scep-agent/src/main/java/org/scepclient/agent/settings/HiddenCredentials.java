package org.scepclient.agent.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.InvalidInputException;
import org.scepclient.transport.HttpProxy;
import org.scepclient.transport.HttpUrl;
import org.scepclient.value.RedactedUrl;

/**
 * Hides the credentials in server and proxy URLs for display and export, and restores them after editing and on import:
 * user and password, and the {@linkplain RedactedUrl#withoutSecretParameters secret parameters} of a query.
 */
public final class HiddenCredentials {
    private static final String HIDDEN = "…";
    private static final String HIDDEN_USER_INFO = HIDDEN + "@";
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*:/+)?((?<credentials>[^/?#]*)@)?(?<rest>(?<host>[^@/?#]*).*)");

    private HiddenCredentials() {}

    /** Replaces user and password in a value by {@code …@}, and the value of a secret parameter by {@code …}. */
    public static String in(Setting setting, String value) {
        if ((setting != Setting.URL && setting != Setting.PROXY) || value.isEmpty()) {
            return value;
        }
        try {
            boolean present = setting == Setting.URL
                    ? HttpUrl.parse(value).credentials().isPresent()
                    : HttpProxy.parse(value).credentials().isPresent();
            return RedactedUrl.withoutSecretParameters(present ? withUserInfo(value, HIDDEN_USER_INFO) : value);
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
        return safe ? RedactedUrl.withoutSecretParameters(value) : RedactedUrl.of(value);
    }

    /** Restores what is hidden in an entered value from the stored one, if scheme, host and port are the same. */
    public static String restored(String entered, String stored) {
        Matcher enteredParts = AUTHORITY.matcher(entered);
        Matcher storedParts = AUTHORITY.matcher(stored);
        boolean sameServer = enteredParts.matches()
                && storedParts.matches()
                && server(enteredParts).equals(server(storedParts));
        if (!sameServer) {
            return entered;
        }
        String credentials = storedParts.group("credentials");
        boolean hidden = HIDDEN.equals(enteredParts.group("credentials")) && credentials != null;
        return RedactedUrl.withParametersOf(stored, hidden ? withUserInfo(entered, credentials + "@") : entered);
    }

    /** Scheme, host and port, as written: another way to write the same server is another one. */
    private static String server(Matcher url) {
        String scheme = url.group("scheme");
        return (scheme == null ? "" : scheme) + url.group("host");
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
