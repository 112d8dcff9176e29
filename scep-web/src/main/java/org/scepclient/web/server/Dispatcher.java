package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
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

/** Every page: who may see it, and the headers that keep it safe. */
final class Dispatcher implements HttpHandler {
    private static final Map<String, String> SAFETY = Map.of(
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

    /** A script of 64 KB in base64, in a form that writes each of its characters as three. */
    private static final int LONGEST_FORM = 256 * 1024;
    /** For who is not logged in: a password. */
    private static final int LONGEST_LOGIN = 4 * 1024;

    private final LoginHandler entrance;
    private final Routes rooms;
    private final MonitoringHandler machines;
    private final BasePath basePath;

    Dispatcher(LoginHandler entrance, Routes rooms, MonitoringHandler machines, BasePath basePath) {
        this.entrance = entrance;
        this.rooms = rooms;
        this.machines = machines;
        this.basePath = basePath;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answered(exchange));
        }
    }

    /** A defect ends in a page that says so, and tells a stranger nothing. */
    private Response answered(HttpExchange exchange) throws IOException {
        try {
            return answer(new Request(exchange, basePath));
        } catch (CharacterCodingException e) {
            return failed(400, "What was sent is not UTF-8; nothing was changed.");
        } catch (ScepException | InvalidInputException e) {
            return failed(500, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return failed(500, "The page could not be made; see 'scepclient status'.");
        }
    }

    private static Response failed(int code, String message) {
        return Response.html(
                code, new Layout("Error", "", false).around(page -> page.leaf("p", message, "class", "error")));
    }

    private Response answer(Request request) throws IOException, ScepException {
        String method = request.exchange().getRequestMethod();
        if (!method.equals("GET") && !method.equals("POST")) {
            return failed(405, "This method is not known here.").with("Allow", "GET, POST");
        }
        if (basePath.isBare(request.exchange().getRequestURI())) {
            return Response.to("");
        }
        if (request.page().equals("style.css")) {
            return resource("style.css", "text/css; charset=utf-8");
        }
        if (request.page().equals("script.js")) {
            return resource("script.js", "text/javascript; charset=utf-8");
        }
        Optional<Response> watched = machines.answer(request);
        return watched.isPresent() ? watched.get() : forPeople(request);
    }

    private Response forPeople(Request request) throws IOException, ScepException {
        Optional<Session> session = entrance.session(request);
        int longest = session.isPresent() ? LONGEST_FORM : LONGEST_LOGIN;
        Optional<Form> form = request.isPost() ? request.form(longest) : Optional.of(new Form(Map.of()));
        if (form.isEmpty()) {
            return failed(413, "What was sent is too long.").with("Connection", "close");
        }
        if (request.isPost() && request.fromElsewhere()) {
            return failed(403, "Another site sent this form; nothing was changed.");
        }
        Optional<Response> outside = entrance.answer(request, form.get());
        return outside.isPresent() ? outside.get() : inside(request, form.get(), session);
    }

    private Response inside(Request request, Form form, Optional<Session> session) throws ScepException {
        if (session.isEmpty()) {
            return request.isPost() ? failed(403, "Log in first; nothing was changed.") : Response.to("login");
        }
        if (request.isPost() && !session.get().sent(form.text("token"))) {
            return failed(403, "This form is not of your session; load the page anew. Nothing was changed.");
        }
        return rooms.answer(request, form, session.get()).orElseGet(() -> failed(404, "There is no such page."));
    }

    private static Response resource(String name, String type) throws IOException {
        try (var in = Dispatcher.class.getResourceAsStream(name)) {
            String body = in == null ? "" : new String(in.readAllBytes(), UTF_8);
            return Response.of(200, type, body);
        }
    }

    private void send(HttpExchange exchange, Response answer) throws IOException {
        SAFETY.forEach(exchange.getResponseHeaders()::set);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        answer.page().ifPresent(page -> exchange.getResponseHeaders().set("Location", basePath.link(page)));
        byte[] body = answer.body().getBytes(UTF_8);
        if (body.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.code(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.code(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
