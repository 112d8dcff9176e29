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

/** The listening sockets of the web interface, all with the same handler. */
final class Listeners {
    /** Limits of the JDK's HTTP server: times in seconds, sizes in bytes. */
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
    private final HttpHandler handler;
    private final Executor executor;
    private final List<HttpsServer> servers = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();

    Listeners(SSLContext tls, HttpHandler handler, Executor executor) {
        this.tls = tls;
        this.handler = handler;
        this.executor = executor;
        setLimits();
    }

    /** Sets the limits that have no value yet. The JDK reads them once, when the first server starts in the process. */
    static void setLimits() {
        LIMITS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
    }

    /** Listens on {@code host:port}; port 0 selects a free port. */
    synchronized void listen(String address) throws StorageException {
        InetSocketAddress socket = socket(address);
        try {
            HttpsServer server = HttpsServer.create(socket, 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            server.createContext("/", handler);
            server.setExecutor(executor);
            server.start();
            servers.add(server);
            addresses.add(address.substring(0, address.lastIndexOf(':') + 1)
                    + server.getAddress().getPort());
        } catch (IOException e) {
            throw new StorageException(
                    address,
                    "cannot listen on this address: " + e.getMessage() + "; change " + Setting.WEB_ADDRESS.key(),
                    e);
        }
    }

    private static InetSocketAddress socket(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, Math.max(0, colon)).replace("[", "").replace("]", "");
        String port = address.substring(colon + 1);
        if (host.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new InvalidInputException(
                    Setting.WEB_ADDRESS.key(),
                    "invalid address '" + address + "'",
                    "expected host:port, for example " + Setting.WEB_ADDRESS.defaultValue());
        }
        return new InetSocketAddress(host, Integer.parseInt(port));
    }

    /** The addresses, each as {@code host:port}. */
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
