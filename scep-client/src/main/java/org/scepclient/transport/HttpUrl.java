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
 * An http or https URL. Its text form omits the password and the parameters of a request, which may contain a password or a
 * whole message.
 *
 * @param secure true for https
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port the port, or -1 for the default port of the scheme
 * @param path the escaped path, which is empty or starts with a slash
 * @param query the escaped query without the question mark; empty if there is none
 * @param credentials the {@code user:password@} of the URL
 */
public record HttpUrl(
        boolean secure, String host, int port, String path, String query, Optional<Credentials> credentials) {
    private static final String PLACE = "URL";
    private static final String FORM = "write http://host[:port]/path or https://host[:port]/path";
    private static final String ESCAPE =
            "escape '/', '?', '#' and '@' in a user name or password as %2F, %3F, %23 and %40";
    private static final Pattern URL = Pattern.compile(
            "(?<scheme>[Hh][Tt][Tt][Pp][Ss]?)://(?<authority>[^/?#]*)(?<path>[^?#]*)(\\?(?<query>[^#]*))?(#.*)?");
    /** The query parameters of SCEP (RFC 8894 §4.1). */
    private static final Pattern OWN_PARAMETER = Pattern.compile("(?i)(operation|message)(=.*)?");

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.%a-z]+]|[^\\[\\]:\\s%]+)(:(?<port>[0-9]*))?");

    /**
     * Parses a URL and drops a fragment.
     *
     * @throws InvalidInputException if {@code text} is not a valid http or https URL
     */
    public static HttpUrl parse(String text) {
        return parse(PLACE, text);
    }

    /**
     * Parses a URL and drops a fragment.
     *
     * @param place the option or setting that has the URL, for the message
     * @throws InvalidInputException if {@code text} is not a valid http or https URL
     */
    public static HttpUrl parse(String place, String text) {
        String trimmed = text.strip();
        Matcher url = URL.matcher(trimmed);
        if (!url.matches()) {
            throw refused(place, trimmed, "is not an http or https URL");
        }
        String authority = url.group("authority");
        int at = authority.lastIndexOf('@');
        Matcher hostAndPort = HOST_AND_PORT.matcher(authority.substring(at + 1));
        if (!hostAndPort.matches()) {
            throw refused(place, trimmed, "has no valid host and port");
        }
        boolean passwordPossible = at >= 0 || hostAndPort.group("port") != null;
        if (passwordPossible && url.group("path").indexOf('@') >= 0) {
            // The path may be a part of user, password and host, and must not be shown.
            throw new InvalidInputException(
                    place,
                    "'" + RedactedUrl.of(trimmed) + "' has a '@' after a slash",
                    ESCAPE + "; in a path, write %40");
        }
        String query = url.group("query");
        return new HttpUrl(
                url.group("scheme").length() == "https".length(),
                asciiHost(place, hostAndPort.group("host")),
                portOf(place, hostAndPort.group("port")),
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

    private static InvalidInputException refused(String place, String text, String problem) {
        return new InvalidInputException(
                place,
                "'" + RedactedUrl.of(text) + "' " + problem,
                text.indexOf('@') < 0 ? FORM : FORM + ", and " + ESCAPE);
    }

    private static String asciiHost(String place, String host) {
        if (host.chars().allMatch(c -> c < 0x80)) {
            return host.toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(host);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(place, "invalid host name '" + host + "'", FORM);
        }
    }

    private static int portOf(String place, @Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return -1;
        }
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > 0xFFFF) {
            throw new InvalidInputException(place, "invalid port " + digits, "use 1 to 65535");
        }
        return port;
    }

    /**
     * Removes the parameters {@code operation} and {@code message}, which belong to a single request and not to the URL of
     * the server. Other parameters are kept.
     */
    public HttpUrl withoutOperation() {
        String kept = Arrays.stream(query.split("&", -1))
                .filter(parameter -> !OWN_PARAMETER.matcher(parameter).matches())
                .collect(Collectors.joining("&"));
        return new HttpUrl(secure, host, port, path, kept, credentials);
    }

    /** The URL with {@code fallback} as path if it has none. */
    public HttpUrl withDefaultPath(String fallback) {
        return path.isEmpty() ? new HttpUrl(secure, host, port, fallback, query, credentials) : this;
    }

    /** Adds a parameter with a percent-encoded value. */
    public HttpUrl with(String name, String value) {
        return withParameter(name + "=" + PercentEncoding.value(value));
    }

    /** Adds {@code name=value}, in which only invalid characters are percent-encoded. */
    public HttpUrl withParameter(String parameter) {
        String escaped = PercentEncoding.repair(parameter);
        return new HttpUrl(secure, host, port, path, query.isEmpty() ? escaped : query + "&" + escaped, credentials);
    }

    /** The URI of a request: without user, password and fragment. */
    public URI uri() {
        return URI.create(origin() + (path.isEmpty() ? "/" : path) + (query.isEmpty() ? "" : "?" + query));
    }

    /**
     * The target of a {@code Location} header in a response from this URL. Only the same host and port get the credentials.
     *
     * @throws InvalidInputException if the target is not an http or https URL
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
            throw new InvalidInputException(PLACE, "invalid redirect target '" + location + "'", FORM);
        }
    }

    int effectivePort() {
        return port >= 0 ? port : secure ? 443 : 80;
    }

    private String origin() {
        return (secure ? "https://" : "http://") + host + (port >= 0 ? ":" + port : "");
    }

    /** Scheme, host, port, path and, if there is one, the operation. */
    @Override
    public String toString() {
        Matcher operation = Pattern.compile("(?:^|&)(operation=[^&]*)").matcher(query);
        return origin() + (path.isEmpty() ? "/" : path) + (operation.find() ? "?" + operation.group(1) : "");
    }
}
