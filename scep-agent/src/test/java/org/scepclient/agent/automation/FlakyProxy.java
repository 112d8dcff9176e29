package org.scepclient.agent.automation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.random.RandomGenerator;

/** A reverse proxy that answers some requests with status 503. */
final class FlakyProxy implements AutoCloseable {
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final URI backend;
    private final double failures;
    private final RandomGenerator random;
    int failed;
    int answered;

    FlakyProxy(URI backend, double failures, RandomGenerator random) throws IOException {
        this.backend = backend;
        this.failures = failures;
        this.random = random;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + backend.getPath();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] message = exchange.getRequestBody().readAllBytes();
            if (random.nextDouble() < failures) {
                failed++;
                exchange.sendResponseHeaders(UNAVAILABLE, -1);
                return;
            }
            answered++;
            forward(exchange, message);
        }
    }

    private void forward(HttpExchange exchange, byte[] message) throws IOException {
        URI target = URI.create("http://" + backend.getAuthority() + exchange.getRequestURI());
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        if (exchange.getRequestMethod().equals("POST")) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/x-pki-message");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(message);
            }
        }
        int status = connection.getResponseCode();
        try (InputStream in = status < HttpURLConnection.HTTP_BAD_REQUEST
                ? connection.getInputStream()
                : connection.getErrorStream()) {
            byte[] reply = in == null ? new byte[0] : in.readAllBytes();
            String type = connection.getContentType();
            exchange.getResponseHeaders().set("Content-Type", type == null ? "text/plain" : type);
            exchange.sendResponseHeaders(status, reply.length == 0 ? -1 : reply.length);
            exchange.getResponseBody().write(reply);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
