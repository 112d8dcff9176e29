package org.scepclient.testca.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends responses, whole or broken as each of them requires. */
public final class ResponseSender implements AutoCloseable {
    private static final int NO_BODY = -1;
    private static final int CHUNKED = 0;
    private static final int MORE = 1000;
    private static final int BLOCK = 8192;
    private static final int LONGEST_HANG = 600;

    private final CountDownLatch closed = new CountDownLatch(1);

    void send(HttpExchange exchange, HttpResponse answer) throws IOException {
        // The server reuses the connection only if the request was read completely.
        exchange.getRequestBody().readAllBytes();
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().toArray();
        switch (answer.delivery()) {
            case WHOLE -> whole(exchange, answer.status(), body);
            case CLOSED_BEFORE_STATUS -> throw new IOException("closed on purpose");
            case CLOSED_IN_BODY -> part(exchange, answer.status(), body);
            case CLOSED_IN_CHUNK -> chunk(exchange, answer.status(), body);
            case HANG -> hang();
            case HANG_IN_BODY -> {
                start(exchange, answer.status(), body.length + MORE, body);
                hang();
            }
            case DRIP -> drip(exchange, answer.status(), body);
            case ENDLESS -> endless(exchange, answer.status(), body);
        }
    }

    private static void whole(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? NO_BODY : body.length);
        if (body.length == 0) {
            exchange.close();
            return;
        }
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void start(HttpExchange exchange, int status, long length, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, length);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
    }

    /** The server closes the connection when a handler throws an exception. */
    private static void part(HttpExchange exchange, int status, byte[] body) throws IOException {
        start(exchange, status, body.length + MORE, body);
        throw new IOException("closed on purpose");
    }

    private static void chunk(HttpExchange exchange, int status, byte[] body) throws IOException {
        start(exchange, status, CHUNKED, Arrays.copyOf(body, body.length / 2));
        throw new IOException("closed on purpose");
    }

    private void drip(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, Math.max(body.length, MORE));
        OutputStream out = exchange.getResponseBody();
        for (int i = 0; i < body.length && !isClosedWithin(1); i++) {
            out.write(body[i]);
            out.flush();
        }
        throw new IOException("closed on purpose");
    }

    /** Writes until the client or the server closes the connection. */
    private void endless(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, CHUNKED);
        OutputStream out = exchange.getResponseBody();
        out.write(body);
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, (byte) 'x');
        while (!isClosedWithin(0)) {
            out.write(block);
        }
        throw new IOException("closed on purpose");
    }

    private void hang() throws IOException {
        isClosedWithin(LONGEST_HANG);
        throw new IOException("closed on purpose");
    }

    private boolean isClosedWithin(int seconds) throws IOException {
        try {
            return closed.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server is closing", e);
        }
    }

    /** Ends the responses that keep their clients waiting. */
    @Override
    public void close() {
        closed.countDown();
    }
}
