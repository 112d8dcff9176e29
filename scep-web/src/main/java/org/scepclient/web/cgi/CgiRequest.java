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
 * A click on the router's own page, as its web server tells of it in the environment (RFC 3875). A browser can write
 * what it likes into HTTP_HOST, so it counts only where it names an address of this device.
 *
 * @param host the device as the browser calls it, as in a URL
 * @param reached the device's address at which it was reached
 * @param visitor where the browser is
 */
public record CgiRequest(String host, InetAddress reached, Optional<InetAddress> visitor) {
    private static final Pattern HOST = Pattern.compile(
            "(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::[0-9]{1,5})?");
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /**
     * Reads it.
     *
     * @throws InvalidInputException if it is not known at which of its addresses this device was reached
     */
    public static CgiRequest of(Function<String, @Nullable String> environment) {
        Optional<String> host = host(environment.apply("HTTP_HOST"));
        Optional<InetAddress> reached = literal(environment.apply("SERVER_ADDR"))
                .filter(CgiRequest::isOwn)
                .or(() -> host.flatMap(CgiRequest::own));
        if (reached.isEmpty()) {
            throw new InvalidInputException(
                    "HTTP_HOST",
                    "'" + Printable.oneLine(String.valueOf(environment.apply("HTTP_HOST")))
                            + "' is no address of this device",
                    "open the router's page by its address, or set " + Setting.WEB_ADDRESS.key());
        }
        return new CgiRequest(
                host.orElseGet(() -> inUrl(reached.get())), reached.get(), literal(environment.apply("REMOTE_ADDR")));
    }

    /**
     * Where the page is to listen, {@code host:port}: at the address at which the device was reached where the settings
     * name only the loopback address, otherwise as the owner has set it.
     */
    public String listen(String configured) {
        int colon = Math.max(0, configured.lastIndexOf(':'));
        return isLoopback(configured.substring(0, colon)) ? inUrl(reached) + configured.substring(colon) : configured;
    }

    /** The page's address for this browser, {@code host:port}, when it listens there. */
    public String seen(String listening) {
        int colon = Math.max(0, listening.lastIndexOf(':'));
        Optional<InetAddress> address = literal(listening.substring(0, colon));
        boolean same = address.filter(one -> one.equals(reached) || one.isAnyLocalAddress())
                .isPresent();
        return same ? host + listening.substring(colon) : listening;
    }

    /** False for the loopback address where the browser is on another machine. */
    public boolean canReach(String listening) {
        return !isLoopback(listening.substring(0, Math.max(0, listening.lastIndexOf(':'))))
                || reached.isLoopbackAddress();
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static Optional<String> host(@Nullable String header) {
        Matcher matcher = HOST.matcher(header == null ? "" : header);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The address of this device that the host is, or that its name stands for. */
    private static Optional<InetAddress> own(String host) {
        Optional<InetAddress> literal = literal(host);
        if (literal.isPresent()) {
            return literal.filter(CgiRequest::isOwn);
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (isOwn(address)) {
                    return Optional.of(address);
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static boolean isOwn(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) != null);
        } catch (SocketException e) {
            return false;
        }
    }

    /** An address in digits, with or without the brackets that a URL has; no name is looked up. */
    private static Optional<InetAddress> literal(@Nullable String text) {
        String bare = text == null ? "" : text.replace("[", "").replace("]", "");
        try {
            return LITERAL.matcher(bare).matches() ? Optional.of(InetAddress.getByName(bare)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static String inUrl(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }
}
