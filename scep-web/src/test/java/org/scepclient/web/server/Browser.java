package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser of which a test decides what it sends; it keeps the cookie that it was given. */
final class Browser {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    private final String top;
    private final HttpClient client;
    private final Map<String, String> always = new HashMap<>();

    /**
     * @param prefix before every page's name, with a slash before it and none after it
     */
    Browser(int port, String prefix) throws GeneralSecurityException {
        this.top = "https://127.0.0.1:" + port + prefix + "/";
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(TrustsAll.tls())
                .build();
    }

    /** A header that is sent each time from now on. */
    Browser with(String header, String value) {
        always.put(header, value);
        return this;
    }

    Browser withoutCookie() {
        always.remove("Cookie");
        return this;
    }

    String cookie() {
        return always.getOrDefault("Cookie", "");
    }

    Reply get(String page) throws IOException {
        return reply(HttpRequest.newBuilder(URI.create(top + page)));
    }

    /** Sends a form as the page would, with the session's token. */
    Reply send(String page, Map<String, String> fields) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("token", token());
        return post(page, encoded(all));
    }

    /** Sends a body as it is. */
    Reply post(String page, String body) throws IOException {
        return reply(HttpRequest.newBuilder(URI.create(top + page)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The token in the forms of this session. */
    String token() throws IOException {
        Matcher token = TOKEN.matcher(get("password").body());
        return token.find() ? token.group(1) : "";
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Reply reply(HttpRequest.Builder request) throws IOException {
        always.forEach(request::setHeader);
        try {
            Reply reply = new Reply(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
            reply.header("Set-Cookie").ifPresent(cookie -> always.put("Cookie", cookie.split(";", 2)[0]));
            return reply;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** An answer. */
    record Reply(HttpResponse<String> response) {
        int code() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        String headers() {
            return response.headers().map().toString();
        }

        /** The certificate that the server showed. */
        X509Certificate shown() throws IOException {
            return (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
        }
    }
}
