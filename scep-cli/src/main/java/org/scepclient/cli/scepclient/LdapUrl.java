package org.scepclient.cli.scepclient;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.RedactedUrl;

/**
 * An LDAP URL (RFC 4516).
 *
 * @param secure true for ldaps
 * @param authority host and perhaps port, empty where the client is to know its directory
 * @param entry the distinguished name
 * @param attributes those asked for; none: all that fit
 * @param scope {@code base}, {@code one} or {@code sub}
 * @param filter what entries must match
 */
record LdapUrl(boolean secure, String authority, String entry, List<String> attributes, String scope, String filter) {
    private static final String SERVER = "[A-Za-z0-9._~-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?";
    private static final Pattern FORM = Pattern.compile("(?i:ldap(?<secure>s)?)://(?<authority>" + SERVER + "|)"
            + "(/(?<entry>[^?]*)(\\?(?<attributes>[^?]*))?(\\?(?<scope>[^?]*))?(\\?(?<filter>[^?]*))?(\\?.*)?)?");

    static boolean isOne(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("ldap://") || lower.startsWith("ldaps://");
    }

    static LdapUrl parse(String text) {
        Matcher url = FORM.matcher(text.strip());
        if (!url.matches()) {
            throw refused(text);
        }
        String[] beforeAt = part(url, "entry").split("@", 2);
        if (beforeAt.length > 1 && beforeAt[0].indexOf('=') < 0) {
            // Not a distinguished name but the rest of a password.
            throw refused(text);
        }
        String attributes = part(url, "attributes");
        String scope = part(url, "scope").toLowerCase(Locale.ROOT);
        String filter = part(url, "filter");
        return new LdapUrl(
                url.group("secure") != null,
                url.group("authority"),
                part(url, "entry"),
                attributes.isEmpty() ? List.of() : List.of(attributes.split(",", -1)),
                scope.isEmpty() ? "base" : scope,
                filter.isEmpty() ? "(objectClass=*)" : filter);
    }

    private static InvalidInputException refused(String text) {
        return new InvalidInputException(
                "URL",
                "'" + RedactedUrl.of(text) + "' is not an LDAP URL",
                "write ldap://host[:port]/DN?attribute; a user and password are not taken");
    }

    private static String part(Matcher url, String name) {
        String escaped = url.group(name);
        if (escaped == null) {
            return "";
        }
        try {
            return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("URL", "a percent sign in '" + escaped + "' escapes nothing", "write %25");
        }
    }

    /**
     * The same entry at another server, for URLs that name none.
     *
     * @param place where the server is named, for the error
     */
    LdapUrl at(String place, String server) {
        if (!server.matches(SERVER)) {
            throw new InvalidInputException(
                    place, "'" + RedactedUrl.of(server) + "' is not a host and port", "write host[:port]");
        }
        return new LdapUrl(secure, server, entry, attributes, scope, filter);
    }

    String origin() {
        return (secure ? "ldaps://" : "ldap://") + authority;
    }

    @Override
    public String toString() {
        return origin() + "/" + entry;
    }
}
