package org.scepclient.transport;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.RedactedUrl;

/**
 * An HTTP proxy. For https it is asked for a tunnel (CONNECT).
 *
 * @param host a name or an address; IPv6 without brackets
 * @param port its port
 * @param credentials sent by the Basic scheme, to the proxy only
 */
public record HttpProxy(String host, int port, Optional<Credentials> credentials) {
    private static final int DEFAULT_PORT = 80;
    private static final Pattern FORM = Pattern.compile(
            "([Hh][Tt][Tt][Pp]://)?((?<user>[^@/]*)@)?(\\[(?<v6>[0-9A-Fa-f:.%a-z]+)]|(?<host>[^\\[\\]:/@%\\s]+))(:(?<port>[0-9]{1,5}))?/?");

    /** Reads {@code host:port}; {@code http://}, {@code user:password@} and the port (80) may be there or not. */
    public static HttpProxy parse(String text) {
        Matcher proxy = FORM.matcher(text.strip());
        if (!proxy.matches()) {
            throw new InvalidInputException(
                    "proxy",
                    "'" + RedactedUrl.of(text) + "' is not a host and port",
                    "write host:port, and escape '/' and '@' in a user name or password as %2F and %40");
        }
        int port = proxy.group("port") == null ? DEFAULT_PORT : Integer.parseInt(proxy.group("port"));
        if (port < 1 || port > 0xFFFF) {
            throw new InvalidInputException("proxy", "port " + port + " does not exist", "give one from 1 to 65535");
        }
        String host = proxy.group("v6") == null ? proxy.group("host") : proxy.group("v6");
        return new HttpProxy(
                host, port, Optional.ofNullable(proxy.group("user")).map(Credentials::ofUserInfo));
    }

    /** Looks the name up at each call, so that a changed address is found. */
    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
