package org.scepclient.testca.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on the loopback address. */
public final class LoopbackServer implements AutoCloseable {
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final String HOST = "127.0.0.1";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final PlainHttpPort port;
    private final HttpServer server;
    private final ExecutorService executor;

    private LoopbackServer(PlainHttpPort port, HttpServer server, ExecutorService executor) {
        this.port = port;
        this.server = server;
        this.executor = executor;
    }

    /**
     * Binds a port; requests are not answered yet.
     *
     * @param port 0 for a free one
     */
    public static LoopbackServer bind(int port) throws IOException {
        // Unless this property is set before its first use, the JDK's server waits for the client's delayed
        // acknowledgment, 40 ms with each response.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
        InetAddress loopback = InetAddress.getByAddress(LOOPBACK);
        ServerSocket socket = new ServerSocket(port, 0, loopback);
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        // With a virtual thread per request, computing uses no more threads than there are cores, and a fault that
        // delays one client does not delay the others.
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(executor);
        return new LoopbackServer(new PlainHttpPort(socket, server.getAddress(), executor), server, executor);
    }

    /** The address of a path on this server. */
    public URI uri(String path) {
        return URI.create("http://" + HOST + ":" + port.number() + path);
    }

    public void handle(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    public void start() {
        server.start();
        port.start();
    }

    @Override
    public void close() {
        port.close();
        server.stop(0);
        executor.shutdownNow();
    }
}
