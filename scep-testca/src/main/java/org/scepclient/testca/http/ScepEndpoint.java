package org.scepclient.testca.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.testca.reply.ReplyDraft;
import org.scepclient.testca.service.PkiService;
import org.scepclient.value.Bytes;

/** Serves the SCEP operations over HTTP (RFC 8894 §4), on any path. */
public final class ScepEndpoint implements HttpHandler {
    private static final int MAX_MESSAGE = 1 << 20;
    private static final int BAD_REQUEST = 400;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final ResponseSender delivery;
    private final CaResponder ca;
    private final PkiService service;
    private final PkiResponder responder;
    private final RequestLog log;

    /** Serves the operations of {@code ca} and, with {@code responder}, PKIOperation; {@code delivery} sends the responses. */
    public ScepEndpoint(
            ResponseSender delivery, CaResponder ca, PkiService service, PkiResponder responder, RequestLog log) {
        this.delivery = delivery;
        this.ca = ca;
        this.service = service;
        this.responder = responder;
        this.log = log;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        delivery.send(exchange, answer(exchange));
    }

    private HttpResponse answer(HttpExchange exchange) throws IOException {
        try {
            ScepQuery query = ScepQuery.of(exchange.getRequestURI().getRawQuery());
            String operation = query.operation();
            if (operation.equals("PKIOperation")) {
                return pkiOperation(exchange, query);
            }
            log.add(operation, exchange.getRequestMethod(), Optional.empty());
            return switch (operation) {
                case "GetCACaps" -> ca.capabilities(query.hasCaIdentifier());
                case "GetCACert" -> ca.caCertificates(exchange.getRequestURI());
                case "GetNextCACert" -> ca.nextCaCertificates();
                default -> HttpResponse.text(BAD_REQUEST, "unknown operation; see RFC 8894, section 4");
            };
        } catch (ProtocolException | CryptoException e) {
            return HttpResponse.text(BAD_REQUEST, e.getMessage());
        }
    }

    private HttpResponse pkiOperation(HttpExchange exchange, ScepQuery query)
            throws IOException, ProtocolException, CryptoException {
        String method = exchange.getRequestMethod();
        boolean post = method.equals("POST");
        if (post && !ca.offersPost()) {
            return HttpResponse.text(METHOD_NOT_ALLOWED, "this CA accepts PKIOperation by GET only");
        }
        ReplyDraft draft = service.answer(post ? body(exchange) : query.message());
        log.add("PKIOperation", method, Optional.of(draft));
        return responder.answer(draft, exchange.getRequestURI());
    }

    private static Bytes body(HttpExchange exchange) throws IOException, ProtocolException {
        byte[] read = exchange.getRequestBody().readNBytes(MAX_MESSAGE + 1);
        if (read.length > MAX_MESSAGE) {
            throw ProtocolException.malformed("PKIOperation message", "it is longer than " + MAX_MESSAGE + " bytes");
        }
        return Bytes.of(read);
    }
}
