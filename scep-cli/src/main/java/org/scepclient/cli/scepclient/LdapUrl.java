package org.scepclient.cli.scepclient;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.InvalidInputException;

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
    private static final Pattern FORM = Pattern.compile(
            "(?i:ldap(?<secure>s)?)://(?<authority>[A-Za-z0-9._~-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?|)"
                    + "(/(?<entry>[^?]*)(\\?(?<attributes>[^?]*))?(\\?(?<scope>[^?]*))?(\\?(?<filter>[^?]*))?(\\?.*)?)?");

    static boolean isOne(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("ldap://") || lower.startsWith("ldaps://");
    }

    static LdapUrl parse(String text) {
        Matcher url = FORM.matcher(text.strip());
        if (!url.matches()) {
            throw new InvalidInputException(
                    "URL", "'" + text + "' is no LDAP URL", "write ldap://host[:port]/DN?attribute");
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

    /** The same entry at another server, for URLs that name none. */
    LdapUrl at(String server) {
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
