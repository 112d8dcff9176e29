package org.scepclient.web.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.scepclient.agent.schedule.MonotonicClock;
import org.scepclient.agent.settings.Setting;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.StorageException;

/** The listening sockets of the web interface, whose connections are passed on to one HTTP server within their limits. */
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
            "jdk.httpserver.maxConnections", "128");

    /** Handles a request of a client. */
    interface Handler {
        void handle(HttpExchange exchange, InetAddress client) throws IOException;
    }

    private static final int BACKLOG = 128;
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

    private final SSLContext tls;
    private final Handler handler;
    private final Executor executor;
    private final MonotonicClock clock;
    private final Connections connections = new Connections();
    private final List<ServerSocket> sockets = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private @Nullable HttpsServer server;

    Listeners(SSLContext tls, Handler handler, Executor executor, MonotonicClock clock) {
        this.tls = tls;
        this.handler = handler;
        this.executor = executor;
        this.clock = clock;
        setLimits();
    }

    /** Sets the limits that have no value yet. The JDK reads them once, when the first server starts in the process. */
    static void setLimits() {
        LIMITS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
    }

    /** Listens on {@code host:port}; port 0 selects a free port. */
    synchronized void listen(String address) throws StorageException {
        InetSocketAddress requested = socket(address);
        try {
            if (requested.isUnresolved()) {
                throw new UnknownHostException("unknown host " + requested.getHostString());
            }
            InetSocketAddress httpServer = httpServer();
            ServerSocket socket = new ServerSocket(requested.getPort(), BACKLOG, requested.getAddress());
            sockets.add(socket);
            addresses.add(address.substring(0, address.lastIndexOf(':') + 1) + socket.getLocalPort());
            executor.execute(() -> accept(socket, httpServer));
        } catch (IOException e) {
            throw new StorageException(
                    address,
                    "cannot listen on this address: " + e.getMessage() + "; change " + Setting.WEB_ADDRESS.key(),
                    e);
        }
    }

    /** Starts the HTTP server, on a port of the loopback interface where it serves only what is passed on to it. */
    private InetSocketAddress httpServer() throws IOException {
        if (server == null) {
            HttpsServer started =
                    HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            started.setHttpsConfigurator(new HttpsConfigurator(tls));
            started.createContext("/", this::handle);
            started.setExecutor(executor);
            started.start();
            server = started;
            executor.execute(this::watch);
        }
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Optional<InetAddress> client = connections.client(exchange.getRemoteAddress());
        if (client.isPresent()) {
            handler.handle(exchange, client.get());
        } else {
            exchange.close();
        }
    }

    private void accept(ServerSocket listener, InetSocketAddress httpServer) {
        while (!listener.isClosed()) {
            try {
                Connection connection = new Connection(listener.accept(), clock);
                if (connections.add(connection)) {
                    executor.execute(() -> serve(connection, httpServer));
                } else {
                    connection.abort();
                }
            } catch (IOException | RejectedExecutionException e) {
                // Too many open files, or the listener was closed.
                pause();
            }
        }
    }

    private void serve(Connection connection, InetSocketAddress httpServer) {
        try {
            connection.run(httpServer, executor);
        } finally {
            connections.remove(connection);
        }
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            pause();
            connections.abortStalled();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(WATCH_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    int connections() {
        return connections.size();
    }

    synchronized int port() {
        return sockets.getFirst().getLocalPort();
    }

    synchronized void close() {
        for (ServerSocket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // Closing a listening socket sends nothing.
            }
        }
        connections.abortAll();
        if (server != null) {
            server.stop(0);
        }
    }
}
