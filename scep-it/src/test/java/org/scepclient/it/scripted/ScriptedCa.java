package org.scepclient.it.scripted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.scepclient.it.jscep.JscepCa;
import org.scepclient.it.jscep.JscepServer;
import org.scepclient.it.jscep.JscepSettings;
import org.scepclient.it.jscep.Listening;

/** jscep's CA behind a filter that records requests, and replaces responses as configured. */
public final class ScriptedCa implements AutoCloseable {

    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final Map<String, ScriptedResponse> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final JscepServer server;

    private ScriptedCa(JscepSettings settings, Listening listening) {
        server = JscepServer.start(settings, listening, new Script());
    }

    public static ScriptedCa start(JscepSettings settings) {
        return new ScriptedCa(settings, Listening.onLoopback());
    }

    public static ScriptedCa start(JscepSettings settings, Listening listening) {
        return new ScriptedCa(settings, listening);
    }

    public URI url() {
        return server.url();
    }

    public JscepCa ca() {
        return server.ca();
    }

    /** Replaces the CA's response to this operation, such as {@code GetCACert}, from now on. */
    public ScriptedCa answer(String operation, ScriptedResponse answer) {
        answers.put(operation, answer);
        return this;
    }

    /** Changes the HTTP status of the CA's response to this operation. */
    public ScriptedCa status(String operation, int status) {
        statuses.put(operation, status);
        return this;
    }

    /** Restores the CA's own responses and clears the record of requests. */
    public void reset() {
        answers.clear();
        statuses.clear();
        exchanges.clear();
    }

    /** All requests, in order. */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    public List<Exchange> exchanges(String operation) {
        return exchanges.stream()
                .filter(exchange -> exchange.operation().equals(operation))
                .toList();
    }

    /** The last SCEP message received. */
    public SentMessage lastMessage() {
        return exchanges("PKIOperation").getLast().message();
    }

    /** Sends a PKIOperation again, byte for byte, and returns the CA's current response. */
    public byte[] askAgain(Exchange exchange) {
        try {
            URI target = url().resolve(exchange.target());
            HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", exchange.header("Content-Type"));
            connection.getOutputStream().write(exchange.body().bytes());
            return connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Script implements Filter {
        @Override
        public void doFilter(ServletRequest incoming, ServletResponse outgoing, FilterChain chain)
                throws IOException, ServletException {
            HttpServletRequest request = (HttpServletRequest) incoming;
            HttpServletResponse response = (HttpServletResponse) outgoing;
            Exchange exchange = record(request);
            ScriptedResponse answer = answers.get(exchange.operation());
            if (answer != null) {
                response.setStatus(answer.status());
                answer.headers().forEach(response::setHeader);
                response.getOutputStream().write(answer.body().bytes());
                return;
            }
            Integer status = statuses.get(exchange.operation());
            if (status != null) {
                response.setStatus(status);
            }
            chain.doFilter(new RepeatedRequest(request, exchange.body()), response);
        }

        private Exchange record(HttpServletRequest request) throws IOException {
            String query = request.getQueryString();
            String target = request.getRequestURI() + (query == null ? "" : "?" + query);
            Map<String, String> parameters = new HashMap<>();
            request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
            Map<String, String> headers = new HashMap<>();
            for (String name : Collections.list(request.getHeaderNames())) {
                headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
            }
            Octets body = new Octets(request.getInputStream().readAllBytes());
            Exchange exchange = new Exchange(request.getMethod(), target, parameters, headers, body);
            exchanges.add(exchange);
            return exchange;
        }
    }
}
