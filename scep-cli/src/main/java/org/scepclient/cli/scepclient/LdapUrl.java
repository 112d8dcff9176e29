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
 * @param authority host and optional port; empty if the client chooses the directory
 * @param entry the distinguished name
 * @param attributes requested attributes; empty: all that fit
 * @param scope {@code base}, {@code one} or {@code sub}
 * @param filter search filter
 */
record LdapUrl(boolean secure, String authority, String entry, List<String> attributes, String scope, String filter) {
    private static final String SERVER = "[A-Za-z0-9._~-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?";
    private static final Pattern FORM = Pattern.compile("(?i:ldap(?<secure>s)?)://(?<authority>" + SERVER + "|)"
            + "(/(?<entry>[^?]*)(\\?(?<attributes>[^?]*))?(\\?(?<scope>[^?]*))?(\\?(?<filter>[^?]*))?(\\?.*)?)?");

    static boolean isLdapUrl(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("ldap://") || lower.startsWith("ldaps://");
    }

    static LdapUrl parse(String text) {
        Matcher url = FORM.matcher(text.strip());
        if (!url.matches()) {
            throw invalid(text);
        }
        String[] beforeAt = part(url, "entry").split("@", 2);
        if (beforeAt.length > 1 && beforeAt[0].indexOf('=') < 0) {
            // Not a distinguished name but the rest of a password.
            throw invalid(text);
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

    private static InvalidInputException invalid(String text) {
        return new InvalidInputException(
                "URL",
                "'" + RedactedUrl.of(text) + "' is not an LDAP URL",
                "write ldap://host[:port]/DN?attribute, without user and password");
    }

    private static String part(Matcher url, String name) {
        String escaped = url.group(name);
        if (escaped == null) {
            return "";
        }
        try {
            return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("URL", "invalid percent-encoding in '" + escaped + "'", "write %25 for %");
        }
    }

    /**
     * The same entry at a server, for URLs without one.
     *
     * @param place source of the server, for the error
     */
    LdapUrl at(String place, String server) {
        if (!server.matches(SERVER)) {
            throw new InvalidInputException(
                    place, "invalid server '" + RedactedUrl.of(server) + "'", "write host[:port]");
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
