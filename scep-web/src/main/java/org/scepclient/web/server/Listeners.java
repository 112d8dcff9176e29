package org.scepclient.web.server;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.scepclient.agent.settings.Setting;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.StorageException;

/** The addresses at which the page listens, all with the same pages behind them. */
final class Listeners {
    /** Limits of the JDK's server, read before its first use: seconds, numbers, bytes. */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqTime", "15",
            "sun.net.httpserver.maxRspTime", "60",
            "sun.net.httpserver.maxReqHeaders", "64",
            "sun.net.httpserver.maxReqHeaderSize", "16384",
            "sun.net.httpserver.idleInterval", "15",
            "sun.net.httpserver.maxIdleConnections", "16",
            "jdk.httpserver.maxConnections", "64");

    private final SSLContext tls;
    private final HttpHandler pages;
    private final Executor executor;
    private final List<HttpsServer> servers = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();

    Listeners(SSLContext tls, HttpHandler pages, Executor executor) {
        this.tls = tls;
        this.pages = pages;
        this.executor = executor;
        limit();
    }

    /** Sets the limits, unless somebody has set others. The JDK reads them once, at the start of its first server. */
    static void limit() {
        LIMITS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
    }

    /** Listens at {@code host:port}; with port 0 the system chooses one. */
    synchronized void listen(String address) throws StorageException {
        InetSocketAddress socket = socket(address);
        try {
            HttpsServer server = HttpsServer.create(socket, 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            server.createContext("/", pages);
            server.setExecutor(executor);
            server.start();
            servers.add(server);
            addresses.add(address.substring(0, address.lastIndexOf(':') + 1)
                    + server.getAddress().getPort());
        } catch (IOException e) {
            throw new StorageException(
                    address,
                    "the page cannot listen here: " + e.getMessage() + "; change " + Setting.WEB_ADDRESS.key(),
                    e);
        }
    }

    private static InetSocketAddress socket(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, Math.max(0, colon)).replace("[", "").replace("]", "");
        String port = address.substring(colon + 1);
        if (host.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new InvalidInputException(Setting.WEB_ADDRESS.key(), address, "give the page's address as host:port");
        }
        return new InetSocketAddress(host, Integer.parseInt(port));
    }

    /** Each as {@code host:port}. */
    synchronized List<String> addresses() {
        return List.copyOf(addresses);
    }

    synchronized int port() {
        return servers.getFirst().getAddress().getPort();
    }

    synchronized void close() {
        servers.forEach(server -> server.stop(0));
    }
}
