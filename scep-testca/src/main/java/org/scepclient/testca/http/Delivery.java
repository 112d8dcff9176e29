package org.scepclient.testca.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/** Sends an answer and leaves the connection open for the next request. */
final class Delivery {
    private static final int NO_BODY = -1;

    private Delivery() {}

    static void send(HttpExchange exchange, HttpAnswer answer) throws IOException {
        // A connection is reused only when the request was read to its end.
        exchange.getRequestBody().readAllBytes();
        if (!answer.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        }
        byte[] body = answer.body().toArray();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? NO_BODY : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
