package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.web.handler.LoginHandler;
import org.scepclient.web.handler.MonitoringHandler;
import org.scepclient.web.handler.Routes;
import org.scepclient.web.http.BasePath;
import org.scepclient.web.http.Form;
import org.scepclient.web.http.Request;
import org.scepclient.web.http.Response;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.Layout;

/** Dispatches requests to the handlers, after checks of method, size, origin, session and form token. */
final class Dispatcher implements Listeners.Handler {
    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    /** A script of 64 KB in base64, each character of which is percent-encoded as three. */
    private static final int MAX_FORM_BYTES = 256 * 1024;
    /** Without a session: a password. */
    private static final int MAX_LOGIN_BYTES = 4 * 1024;

    private final LoginHandler login;
    private final Routes routes;
    private final MonitoringHandler monitoring;
    private final BasePath basePath;

    Dispatcher(LoginHandler login, Routes routes, MonitoringHandler monitoring, BasePath basePath) {
        this.login = login;
        this.routes = routes;
        this.monitoring = monitoring;
        this.basePath = basePath;
    }

    @Override
    public void handle(HttpExchange exchange, InetAddress client) throws IOException {
        try (exchange) {
            send(exchange, respond(new Request(exchange, basePath, client)));
        }
    }

    /** Converts exceptions to error pages; the page of an unexpected one discloses no details. */
    private Response respond(Request request) throws IOException {
        try {
            return handle(request);
        } catch (CharacterCodingException e) {
            return error(400, "The form is malformed or not UTF-8. Nothing was changed.");
        } catch (ScepException | InvalidInputException e) {
            return error(500, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            return error(500, "This page cannot be displayed. Run 'scepclient status' on the device instead.");
        }
    }

    private static Response error(int code, String message) {
        return Response.html(
                code, new Layout("Error", "", false).render(page -> page.leaf("p", message, "class", "error")));
    }

    private Response handle(Request request) throws IOException, ScepException {
        String method = request.exchange().getRequestMethod();
        if (!method.equals("GET") && !method.equals("POST")) {
            return error(405, "Method not allowed. Use GET or POST.").withHeader("Allow", "GET, POST");
        }
        if (basePath.isBare(request.exchange().getRequestURI())) {
            return Response.redirect("");
        }
        if (request.page().equals("style.css")) {
            return resource("style.css", "text/css; charset=utf-8");
        }
        if (request.page().equals("script.js")) {
            return resource("script.js", "text/javascript; charset=utf-8");
        }
        Optional<Response> response = monitoring.handle(request);
        return response.isPresent() ? response.get() : handleForm(request);
    }

    private Response handleForm(Request request) throws IOException, ScepException {
        Optional<Session> session = login.session(request);
        int maxLength = session.isPresent() ? MAX_FORM_BYTES : MAX_LOGIN_BYTES;
        Optional<Form> form = request.isPost() ? request.form(maxLength) : Optional.of(new Form(Map.of()));
        if (form.isEmpty()) {
            return error(413, "The form is larger than " + maxLength / 1024 + " KB. Nothing was changed.")
                    .withHeader("Connection", "close");
        }
        if (request.isPost() && request.isCrossSite()) {
            return error(403, "This form was sent from another site. Nothing was changed.");
        }
        Optional<Response> response = login.handle(request, form.get());
        return response.isPresent() ? response.get() : handleInSession(request, form.get(), session);
    }

    private Response handleInSession(Request request, Form form, Optional<Session> session) throws ScepException {
        if (session.isEmpty()) {
            return request.isPost() ? error(403, "Log in first. Nothing was changed.") : Response.redirect("login");
        }
        if (request.isPost() && !session.get().hasToken(form.text("token"))) {
            return error(403, "Your session has changed. Reload the page. Nothing was changed.");
        }
        return routes.handle(request, form, session.get()).orElseGet(() -> error(404, "Page not found."));
    }

    private static Response resource(String name, String type) throws IOException {
        try (var in = Dispatcher.class.getResourceAsStream(name)) {
            String body = in == null ? "" : new String(in.readAllBytes(), UTF_8);
            return Response.of(200, type, body);
        }
    }

    private void send(HttpExchange exchange, Response response) throws IOException {
        SECURITY_HEADERS.forEach(exchange.getResponseHeaders()::set);
        response.headers().forEach(exchange.getResponseHeaders()::set);
        response.redirect().ifPresent(page -> exchange.getResponseHeaders().set("Location", basePath.link(page)));
        byte[] body = response.body().getBytes(UTF_8);
        if (body.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(response.code(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.code(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
