package org.scepclient.transport;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.RedactedUrl;

/**
 * An HTTP proxy, used with a tunnel (CONNECT) for https.
 *
 * @param host a name or address; IPv6 without brackets
 * @param port the port
 * @param credentials sent to the proxy only, with the Basic scheme
 */
public record HttpProxy(String host, int port, Optional<Credentials> credentials) {
    private static final String PLACE = "proxy";
    private static final int DEFAULT_PORT = 80;
    private static final Pattern FORM = Pattern.compile(
            "([Hh][Tt][Tt][Pp]://)?((?<user>[^@/]*)@)?(\\[(?<v6>[0-9A-Fa-f:.%a-z]+)]|(?<host>[^\\[\\]:/@%\\s]+))(:(?<port>[0-9]{1,5}))?/?");

    /** Parses {@code [http://][user:password@]host[:port]}; the default port is 80. */
    public static HttpProxy parse(String text) {
        return parse(PLACE, text);
    }

    /** As {@link #parse(String)}, for the value of an option or a setting, which an error names. */
    public static HttpProxy parse(String place, String text) {
        Matcher proxy = FORM.matcher(text.strip());
        if (!proxy.matches()) {
            throw new InvalidInputException(
                    place,
                    "expected host:port, found '" + RedactedUrl.of(text) + "'",
                    "write '/' and '@' in a user name or password as %2F and %40");
        }
        int port = proxy.group("port") == null ? DEFAULT_PORT : Integer.parseInt(proxy.group("port"));
        if (port < 1 || port > 0xFFFF) {
            throw new InvalidInputException(place, "invalid port " + port, "use 1 to 65535");
        }
        String host = proxy.group("v6") == null ? proxy.group("host") : proxy.group("v6");
        return new HttpProxy(
                host, port, Optional.ofNullable(proxy.group("user")).map(Credentials::ofUserInfo));
    }

    /** Resolves the name on each call, so that a changed address is found. */
    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
