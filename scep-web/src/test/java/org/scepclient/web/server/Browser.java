package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
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

/** An HTTP client that sends what a test specifies, and keeps the session cookie. */
final class Browser {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    private final String top;
    private final HttpClient client;
    private final Map<String, String> headers = new HashMap<>();

    /**
     * @param prefix path prefix with a leading slash and without a trailing one
     */
    Browser(int port, String prefix) throws GeneralSecurityException {
        this.top = "https://127.0.0.1:" + port + prefix + "/";
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(TrustsAll.tls())
                .build();
    }

    /** Sets a header for all further requests. */
    Browser with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Browser withoutCookie() {
        headers.remove("Cookie");
        return this;
    }

    String cookie() {
        return headers.getOrDefault("Cookie", "");
    }

    Reply get(String page) throws IOException {
        return reply(HttpRequest.newBuilder(URI.create(top + page)));
    }

    /** Sends a form with the session's token. */
    Reply send(String page, Map<String, String> fields) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("token", token());
        return post(page, encoded(all));
    }

    /** Uploads a file with the session's token. */
    Reply upload(String page, String field, byte[] content) throws IOException {
        String start = "--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n" + token()
                + "\r\n--x\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"f\"\r\n\r\n";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(start.getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--x--\r\n".getBytes(UTF_8));
        return reply(HttpRequest.newBuilder(URI.create(top + page))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** Sends a body unchanged. */
    Reply post(String page, String body) throws IOException {
        return reply(HttpRequest.newBuilder(URI.create(top + page)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Reads the form token of the session. */
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
        headers.forEach(request::setHeader);
        try {
            Reply reply = new Reply(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
            reply.header("Set-Cookie").ifPresent(cookie -> headers.put("Cookie", cookie.split(";", 2)[0]));
            return reply;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** A response. */
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

        /** The server's certificate. */
        X509Certificate serverCertificate() throws IOException {
            return (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
        }
    }
}
