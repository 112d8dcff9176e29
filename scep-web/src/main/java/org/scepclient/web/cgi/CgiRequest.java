package org.scepclient.web.cgi;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scepclient.agent.settings.Setting;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.Printable;

/**
 * A request for the web interface that the router's own web server received, from its CGI environment (RFC 3875). The
 * client controls HTTP_HOST, so its value is used only if it names an address of this device.
 *
 * @param host host name or address that the browser used, in URL form
 * @param serverAddress address of this device at which the request arrived
 * @param remoteAddress address of the client
 */
public record CgiRequest(String host, InetAddress serverAddress, Optional<InetAddress> remoteAddress) {
    private static final Pattern HOST = Pattern.compile(
            "(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::[0-9]{1,5})?");
    private static final Pattern NUMERIC =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /**
     * Reads the CGI environment.
     *
     * @throws InvalidInputException if the environment does not contain an address of this device
     */
    public static CgiRequest of(Function<String, @Nullable String> environment) {
        Optional<String> host = host(environment.apply("HTTP_HOST"));
        Optional<InetAddress> serverAddress = numeric(environment.apply("SERVER_ADDR"))
                .filter(CgiRequest::isLocal)
                .or(() -> host.flatMap(CgiRequest::resolveLocal));
        if (serverAddress.isEmpty()) {
            throw new InvalidInputException(
                    "HTTP_HOST",
                    "'" + Printable.oneLine(String.valueOf(environment.apply("HTTP_HOST")))
                            + "' is not an address of this device",
                    "open the router's web interface by its IP address, or set " + Setting.WEB_ADDRESS.key());
        }
        return new CgiRequest(
                host.orElseGet(() -> inUrl(serverAddress.get())),
                serverAddress.get(),
                numeric(environment.apply("REMOTE_ADDR")));
    }

    /**
     * The {@code host:port} on which the web interface has to listen for this client: a loopback address in the settings
     * is replaced by the address at which the request arrived.
     */
    public String listenAddress(String configured) {
        int colon = Math.max(0, configured.lastIndexOf(':'));
        return isLoopback(configured.substring(0, colon))
                ? inUrl(serverAddress) + configured.substring(colon)
                : configured;
    }

    /** The {@code host:port} in the browser's URL for a web interface that listens on this address. */
    public String browserAddress(String listening) {
        int colon = Math.max(0, listening.lastIndexOf(':'));
        boolean usesHost = numeric(listening.substring(0, colon))
                .filter(address -> address.equals(serverAddress) || address.isAnyLocalAddress())
                .isPresent();
        return usesHost ? host + listening.substring(colon) : listening;
    }

    /** True unless this is a loopback address and the browser is on another machine. */
    public boolean canReach(String listening) {
        return !isLoopback(listening.substring(0, Math.max(0, listening.lastIndexOf(':'))))
                || serverAddress.isLoopbackAddress();
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || numeric(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static Optional<String> host(@Nullable String header) {
        Matcher matcher = HOST.matcher(header == null ? "" : header);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The first address of the host that belongs to this device. */
    private static Optional<InetAddress> resolveLocal(String host) {
        Optional<InetAddress> numeric = numeric(host);
        if (numeric.isPresent()) {
            return numeric.filter(CgiRequest::isLocal);
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (isLocal(address)) {
                    return Optional.of(address);
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static boolean isLocal(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) != null);
        } catch (SocketException e) {
            return false;
        }
    }

    /** Parses a numeric address, with or without the brackets of a URL; never resolves a name. */
    private static Optional<InetAddress> numeric(@Nullable String text) {
        String address = text == null ? "" : text.replace("[", "").replace("]", "");
        try {
            return NUMERIC.matcher(address).matches() ? Optional.of(InetAddress.getByName(address)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static String inUrl(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }
}
