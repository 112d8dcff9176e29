package org.scepclient.cli.sscep;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** An HTTP server that sends the same response to every request, and records the requests. */
@NullMarked
final class PlainServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile String location = "";

    private PlainServer(HttpServer server) {
        this.server = server;
    }

    static PlainServer answering(int status, String body) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        PlainServer server = new PlainServer(http);
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        http.createContext("/", exchange -> {
            server.requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            if (!server.location.isEmpty()) {
                exchange.getResponseHeaders().add("Location", server.location);
            }
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        http.start();
        return server;
    }

    /** A server that redirects every request with status 302. */
    static PlainServer redirecting(String location) throws IOException {
        PlainServer server = answering(302, "");
        server.location = location;
        return server;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/scep";
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
