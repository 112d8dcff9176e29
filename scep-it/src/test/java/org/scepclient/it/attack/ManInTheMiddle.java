package org.scepclient.it.attack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.scepclient.value.Bytes;

/** A proxy between the commands and a CA, on the loopback address. */
final class ManInTheMiddle implements AutoCloseable {
    private static final String PATH = "/scep";
    private static final String EVIL = "/evil";
    private static final int TIMEOUT = 20_000;

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Throwable> troubles = new CopyOnWriteArrayList<>();
    private volatile URI target;
    private volatile Optional<Attacker> attacker = Optional.empty();
    private volatile Strategy.Tampering tampering = (exchange, ignored) -> exchange.honest();

    private ManInTheMiddle(HttpServer server, URI target) {
        this.server = server;
        this.target = target;
    }

    static ManInTheMiddle start() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        ManInTheMiddle man = new ManInTheMiddle(HttpServer.create(address, 0), URI.create("http://127.0.0.1/"));
        man.server.setExecutor(man.executor);
        man.server.createContext("/", man::handle);
        man.server.start();
        return man;
    }

    URI url() {
        return uri(PATH);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void before(URI ca) {
        target = ca;
    }

    /** Lets the attacker read all messages, and answer all requests to {@code /evil}. */
    void lend(Attacker to) {
        attacker = Optional.of(to);
    }

    /** Answers every request with this tampering from now on. */
    void behave(Strategy.Tampering other) {
        tampering = other;
    }

    /** Tampers with one operation, and forwards the others. */
    void attack(Strategy strategy) {
        behave((exchange, by) ->
                exchange.is(strategy.operation()) ? strategy.tampering().answer(exchange, by) : exchange.honest());
    }

    void beHonest() {
        behave((exchange, ignored) -> exchange.honest());
    }

    /** Errors of the proxy, which would otherwise hide that a strategy has no effect. */
    List<Throwable> troubles() {
        return troubles;
    }

    private void handle(HttpExchange http) throws IOException {
        Bytes body = Bytes.of(http.getRequestBody().readAllBytes());
        Reply reply = answered(http, body);
        reply.headers().forEach(http.getResponseHeaders()::set);
        byte[] content = reply.body().toArray();
        http.sendResponseHeaders(reply.status(), content.length == 0 ? -1 : content.length);
        try (OutputStream out = http.getResponseBody()) {
            out.write(content);
        }
    }

    private Reply answered(HttpExchange http, Bytes body) {
        Exchange exchange = exchange(http, body);
        try {
            if (attacker.isEmpty()) {
                return exchange.honest();
            }
            Attacker by = attacker.get();
            if (!exchange.message().isEmpty()) {
                by.eavesdrop(exchange.message());
            }
            boolean evil = http.getRequestURI().getPath().equals(EVIL);
            return evil ? Alone.asRoot().answer(exchange, by) : tampering.answer(exchange, by);
        } catch (Exception e) {
            troubles.add(e);
            return Reply.page(500);
        }
    }

    private Exchange exchange(HttpExchange http, Bytes body) {
        URI asked = http.getRequestURI();
        String operation = parameter(asked, "operation").orElse(asked.getPath());
        Bytes message = operation.equals(Strategies.PKI) && body.isEmpty()
                ? parameter(asked, "message")
                        .map(text -> Bytes.of(Base64.getDecoder().decode(text)))
                        .orElseGet(Bytes::empty)
                : body;
        String path = asked.getPath().equals(PATH) ? target.getPath() : asked.getPath();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        URI to = target.resolve(path + query);
        return new Exchange(operation, message, () -> forward(to, http.getRequestMethod(), body));
    }

    private static Optional<String> parameter(URI uri, String name) {
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return Arrays.stream(query.split("&", -1))
                .filter(one -> one.startsWith(name + "="))
                .map(one -> URLDecoder.decode(one.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst();
    }

    private static Reply forward(URI to, String method, Bytes body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) to.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT);
        connection.setReadTimeout(TIMEOUT);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod(method);
        if (method.equals("POST")) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.toArray());
        }
        int status = connection.getResponseCode();
        InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        byte[] read = in == null ? new byte[0] : in.readAllBytes();
        String type = Optional.ofNullable(connection.getContentType()).orElse("application/octet-stream");
        return Reply.of(type, Bytes.of(read)).withStatus(status);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
