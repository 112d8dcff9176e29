package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A browser of which a test decides what it sends; it keeps the cookie that it was given. */
final class Browser {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    private final int port;
    private final String prefix;
    private final SSLContext tls;
    private final Map<String, String> always = new HashMap<>();

    /**
     * @param prefix before every page's name, with a slash before it and none after it
     */
    Browser(int port, String prefix) throws GeneralSecurityException {
        this.port = port;
        this.prefix = prefix;
        this.tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new TrustsAll()}, null);
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
        return reply(connection(page));
    }

    /** Sends a form as the page would, with the session's token. */
    Reply send(String page, Map<String, String> fields) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("token", token());
        return post(page, encoded(all));
    }

    /** Sends a body as it is. */
    Reply post(String page, String body) throws IOException {
        HttpsURLConnection connection = connection(page);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        byte[] octets = body.getBytes(UTF_8);
        connection.setFixedLengthStreamingMode(octets.length);
        try (var out = connection.getOutputStream()) {
            out.write(octets);
        }
        return reply(connection);
    }

    /** The token in the forms of this session. */
    String token() throws IOException {
        Matcher token = TOKEN.matcher(get("password").body());
        return token.find() ? token.group(1) : "";
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpsURLConnection connection(String page) throws IOException {
        var connection = (HttpsURLConnection) URI.create("https://127.0.0.1:" + port + prefix + "/" + page)
                .toURL()
                .openConnection();
        connection.setSSLSocketFactory(tls.getSocketFactory());
        connection.setHostnameVerifier((host, session) -> true);
        connection.setInstanceFollowRedirects(false);
        always.forEach(connection::setRequestProperty);
        return connection;
    }

    private Reply reply(HttpsURLConnection connection) throws IOException {
        int code = connection.getResponseCode();
        X509Certificate shown = (X509Certificate) connection.getServerCertificates()[0];
        try (var in = code >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            String body = in == null ? "" : new String(in.readAllBytes(), UTF_8);
            Reply reply = new Reply(code, connection.getHeaderFields(), body, shown);
            reply.header("Set-Cookie").ifPresent(cookie -> always.put("Cookie", cookie.split(";", 2)[0]));
            return reply;
        }
    }

    /** An answer, and the certificate that the server showed. */
    record Reply(int code, Map<String, List<String>> headers, String body, X509Certificate shown) {
        Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> name.equalsIgnoreCase(header.getKey()))
                    .map(header -> header.getValue().getFirst())
                    .findFirst();
        }
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
