package org.scepclient.testca.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.TransactionId;
import org.scepclient.testca.authority.CertificateAuthority;
import org.scepclient.testca.authority.Issued;
import org.scepclient.testca.fault.ActiveFault;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.service.Authorities;
import org.scepclient.testca.service.Transactions;

/**
 * Administration under {@code /admin/}: pending requests, issued certificates, faults, roll-over.
 *
 * <p>A web page from elsewhere must not be able to use it through a browser on this machine. Every request therefore
 * needs the header {@value #HEADER}, which a page can send to its own origin only, and a Host that is the loopback
 * address, which rules out pages with a rebound DNS name.
 */
public final class AdminApi implements HttpHandler {
    public static final String PATH = "/admin/";
    public static final String HEADER = "X-Test-CA-Admin";
    private static final List<String> HOSTS = List.of("127.0.0.1", "localhost");
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int HEX = 16;

    private final ResponseSender delivery;
    private final Authorities authorities;
    private final Transactions transactions;
    private final ActiveFault active;

    public AdminApi(ResponseSender delivery, Authorities authorities, Transactions transactions, ActiveFault active) {
        this.delivery = delivery;
        this.authorities = authorities;
        this.transactions = transactions;
        this.active = active;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        delivery.send(exchange, allowed(exchange) ? answer(exchange) : forbidden());
    }

    private static boolean allowed(HttpExchange exchange) {
        @Nullable String host = exchange.getRequestHeaders().getFirst("Host");
        return exchange.getRequestHeaders().containsKey(HEADER)
                && host != null
                && HOSTS.contains(host.replaceFirst(":\\d+$", ""));
    }

    private static HttpResponse forbidden() {
        return HttpResponse.text(
                FORBIDDEN,
                "send the header '" + HEADER + ": yes' to the server's loopback address, see docs/testca.md");
    }

    private HttpResponse answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getRawPath().substring(PATH.length());
        return switch (exchange.getRequestMethod()) {
            case "GET" -> handleGet(path);
            case "POST" -> handlePost(path);
            default -> notFound();
        };
    }

    private HttpResponse handleGet(String path) {
        return switch (path) {
            case "pending" ->
                HttpResponse.json(Json.array(
                        transactions.pending(),
                        one -> Json.object()
                                .with("transactionId", one.transactionId().value())
                                .with("subject", one.request().subject().getName())
                                .with("received", one.received().toString())));
            case "certificates" ->
                HttpResponse.json(Json.array(
                        authorities.all().stream()
                                .flatMap(authority -> authority.issued().stream())
                                .toList(),
                        AdminApi::certificate));
            case "fault" ->
                HttpResponse.json(Json.object()
                        .with("fault", active.get().map(Fault::id).orElse("none"))
                        .text());
            case "faults" ->
                HttpResponse.json(Json.array(
                        List.of(Fault.values()),
                        fault -> Json.object()
                                .with("fault", fault.id())
                                .with("operation", fault.operation().label())
                                .with("expectation", fault.expectation().name())
                                .with("description", fault.description())));
            default -> notFound();
        };
    }

    private static Json certificate(Issued issued) {
        Json json = Json.object()
                .with("serialNumber", issued.certificate().getSerialNumber().toString(HEX))
                .with("subject", issued.certificate().getSubjectX500Principal().getName())
                .with("notAfter", issued.certificate().getNotAfter().toInstant().toString());
        return issued.revoked().map(at -> json.with("revoked", at.toString())).orElse(json);
    }

    /**
     * Runs {@code pending/ID/approve}, {@code certificates/SERIAL/revoke}, {@code fault/NAME} or {@code roll-over}. The
     * parts are percent-encoded: some clients use base64 with slashes as transactionID.
     */
    private HttpResponse handlePost(String path) {
        List<String> words = Arrays.stream(path.split("/", -1))
                .map(word -> URLDecoder.decode(word, StandardCharsets.UTF_8))
                .toList();
        if (path.equals("roll-over")) {
            authorities.rollOver();
            return done(true);
        }
        if (words.size() == 2 && words.getFirst().equals("fault")) {
            return fault(words.get(1));
        }
        if (words.size() != 3) {
            return notFound();
        }
        return switch (words.getFirst() + " " + words.get(2)) {
            case "pending approve" -> approve(words.get(1));
            case "pending reject" ->
                transaction(words.get(1))
                        .map(transactions::reject)
                        .map(AdminApi::done)
                        .orElseGet(AdminApi::notFound);
            case "certificates revoke" -> revoke(words.get(1));
            default -> notFound();
        };
    }

    private HttpResponse approve(String id) {
        try {
            Optional<TransactionId> transaction = transaction(id);
            return done(transaction.isPresent() && transactions.approve(transaction.get()));
        } catch (ProtocolException e) {
            return HttpResponse.text(CONFLICT, e.getMessage());
        }
    }

    private static Optional<TransactionId> transaction(String id) {
        try {
            return Optional.of(new TransactionId(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private HttpResponse revoke(String serialNumber) {
        if (!serialNumber.matches("[0-9a-fA-F]{1,40}")) {
            return notFound();
        }
        BigInteger number = new BigInteger(serialNumber, HEX);
        boolean revoked = false;
        for (CertificateAuthority authority : authorities.all()) {
            revoked |= authority.revoke(number);
        }
        return done(revoked);
    }

    private HttpResponse fault(String id) {
        Optional<Fault> fault = Fault.of(id);
        if (fault.isEmpty() && !id.equals("none")) {
            return notFound();
        }
        active.set(fault);
        return done(true);
    }

    private static HttpResponse done(boolean found) {
        return found ? HttpResponse.json(Json.object().with("result", "done").text()) : notFound();
    }

    private static HttpResponse notFound() {
        return HttpResponse.text(NOT_FOUND, "not found; see docs/testca.md");
    }
}
