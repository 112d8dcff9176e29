package org.scepclient.it.ldap;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** A web server with a few files on a free port of the loopback interface; answers 404 to other requests. */
final class PublishedFiles implements AutoCloseable {

    private final HttpServer server;

    private PublishedFiles(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts the server.
     *
     * @param files each path and its content
     */
    static PublishedFiles serve(Map<String, byte[]> files) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            files.forEach((path, content) -> server.createContext(path, exchange -> {
                exchange.sendResponseHeaders(200, content.length);
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(content);
                }
            }));
            server.start();
            return new PublishedFiles(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
