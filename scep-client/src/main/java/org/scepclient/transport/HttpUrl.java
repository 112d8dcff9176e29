package org.scepclient.transport;

import java.net.IDN;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.RedactedUrl;

/**
 * An http or https URL. Its text form never shows a password, nor the parameters of a request, which may
 * hold one or be a whole message.
 *
 * @param secure true for https
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port the port, or -1 for the scheme's own
 * @param path empty, or beginning with a slash; escaped
 * @param query without the question mark, escaped; empty when there is none
 * @param credentials the URL's {@code user:password@}
 */
public record HttpUrl(
        boolean secure, String host, int port, String path, String query, Optional<Credentials> credentials) {
    private static final String PLACE = "URL";
    private static final String FORM = "write http://host[:port]/path or https://host[:port]/path";
    private static final String ESCAPE =
            "escape '/', '?', '#' and '@' in a user name or password as %2F, %3F, %23 and %40";
    private static final Pattern URL = Pattern.compile(
            "(?<scheme>[Hh][Tt][Tt][Pp][Ss]?)://(?<authority>[^/?#]*)(?<path>[^?#]*)(\\?(?<query>[^#]*))?(#.*)?");
    /** What SCEP itself puts into the query (RFC 8894 §4.1). */
    private static final Pattern OWN_PARAMETER = Pattern.compile("(?i)(operation|message)(=.*)?");

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.%a-z]+]|[^\\[\\]:\\s%]+)(:(?<port>[0-9]*))?");

    /**
     * Reads a URL as a person writes it; a fragment is left out.
     *
     * @throws InvalidInputException with the place and the remedy, when {@code text} is no such URL
     */
    public static HttpUrl parse(String text) {
        String trimmed = text.strip();
        Matcher url = URL.matcher(trimmed);
        if (!url.matches()) {
            throw refused(trimmed, "is not an http or https URL");
        }
        String authority = url.group("authority");
        int at = authority.lastIndexOf('@');
        Matcher hostAndPort = HOST_AND_PORT.matcher(authority.substring(at + 1));
        if (!hostAndPort.matches()) {
            throw refused(trimmed, "has no valid host and port");
        }
        boolean passwordPossible = at >= 0 || hostAndPort.group("port") != null;
        if (passwordPossible && url.group("path").indexOf('@') >= 0) {
            // Perhaps user, password and host, so that even the path must not be shown.
            throw new InvalidInputException(
                    PLACE,
                    "'" + RedactedUrl.of(trimmed) + "' has a '@' after a slash",
                    ESCAPE + "; in a path, write %40");
        }
        String query = url.group("query");
        return new HttpUrl(
                url.group("scheme").length() == "https".length(),
                asciiHost(hostAndPort.group("host")),
                portOf(hostAndPort.group("port")),
                PercentEncoding.repair(url.group("path")),
                query == null ? "" : PercentEncoding.repair(query),
                at < 0 ? Optional.empty() : Optional.of(Credentials.ofUserInfo(authority.substring(0, at))));
    }

    /**
     * The same URL.
     *
     * @throws InvalidInputException if {@code uri} is not an http or https URL
     */
    public static HttpUrl of(URI uri) {
        return parse(uri.toString());
    }

    private static InvalidInputException refused(String text, String problem) {
        return new InvalidInputException(
                PLACE,
                "'" + RedactedUrl.of(text) + "' " + problem,
                text.indexOf('@') < 0 ? FORM : FORM + ", and " + ESCAPE);
    }

    private static String asciiHost(String host) {
        if (host.chars().allMatch(c -> c < 0x80)) {
            return host.toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(host);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(PLACE, "'" + host + "' is not a host name", FORM);
        }
    }

    private static int portOf(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return -1;
        }
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > 0xFFFF) {
            throw new InvalidInputException(PLACE, "port " + digits + " does not exist", "give one from 1 to 65535");
        }
        return port;
    }

    /**
     * The URL of the server where it was copied from a request: without {@code operation} and {@code message}, which each
     * request has of its own. Other parameters stay.
     */
    public HttpUrl withoutOperation() {
        String kept = Arrays.stream(query.split("&", -1))
                .filter(parameter -> !OWN_PARAMETER.matcher(parameter).matches())
                .collect(Collectors.joining("&"));
        return new HttpUrl(secure, host, port, path, kept, credentials);
    }

    /** The URL with {@code fallback} where it has no path at all. */
    public HttpUrl withDefaultPath(String fallback) {
        return path.isEmpty() ? new HttpUrl(secure, host, port, fallback, query, credentials) : this;
    }

    /** Appends a parameter, its value percent-escaped, to those that the URL has. */
    public HttpUrl with(String name, String value) {
        return withParameter(name + "=" + PercentEncoding.value(value));
    }

    /** Appends {@code name=value} as given; only what may not stand in a query is escaped. */
    public HttpUrl withParameter(String parameter) {
        String escaped = PercentEncoding.repair(parameter);
        return new HttpUrl(secure, host, port, path, query.isEmpty() ? escaped : query + "&" + escaped, credentials);
    }

    /** What is connected to: without user, password and fragment. */
    public URI uri() {
        return URI.create(origin() + (path.isEmpty() ? "/" : path) + (query.isEmpty() ? "" : "?" + query));
    }

    /**
     * Where a {@code Location} header leads from here. The credentials go along only to the same host and
     * port.
     *
     * @throws InvalidInputException when it leads to no http or https URL
     */
    HttpUrl redirectedTo(String location) {
        HttpUrl target = parse(absolute(location.strip()));
        boolean sameServer = target.host.equals(host) && target.effectivePort() == effectivePort();
        return target.credentials.isEmpty() && sameServer
                ? new HttpUrl(target.secure, target.host, target.port, target.path, target.query, credentials)
                : target;
    }

    private String absolute(String location) {
        if (location.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            return location;
        }
        try {
            return uri().resolve(PercentEncoding.repair(location)).toString();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(PLACE, "'" + location + "' leads nowhere", FORM);
        }
    }

    int effectivePort() {
        return port >= 0 ? port : secure ? 443 : 80;
    }

    private String origin() {
        return (secure ? "https://" : "http://") + host + (port >= 0 ? ":" + port : "");
    }

    /** Scheme, host, port, path and the operation, if one is asked for. */
    @Override
    public String toString() {
        Matcher operation = Pattern.compile("(?:^|&)(operation=[^&]*)").matcher(query);
        return origin() + (path.isEmpty() ? "/" : path) + (operation.find() ? "?" + operation.group(1) : "");
    }
}
