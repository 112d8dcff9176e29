package org.scepclient.testca.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The listening socket, bound to the loopback address only. */
public final class LoopbackServer implements AutoCloseable {
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final String HOST = "127.0.0.1";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer server;
    private final ExecutorService executor;

    private LoopbackServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Binds a port without answering yet.
     *
     * @param port 0 for a free one
     */
    public static LoopbackServer bind(int port) throws IOException {
        // The JDK's server waits for the client's delayed acknowledgement, 40 ms with each answer, unless told not
        // to before its first use.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        // One virtual thread a request: computing takes no more threads than there are cores, and a fault that
        // keeps its client waiting keeps nobody else waiting.
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(executor);
        return new LoopbackServer(server, executor);
    }

    /** The address of a path on this server. */
    public URI uri(String path) {
        return URI.create("http://" + HOST + ":" + server.getAddress().getPort() + path);
    }

    public void handle(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    public void start() {
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
