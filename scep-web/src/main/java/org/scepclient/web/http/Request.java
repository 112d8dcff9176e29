package org.scepclient.web.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request to the web interface.
 *
 * @param remoteAddress the client's address of the TCP connection; headers such as {@code X-Forwarded-For} can be forged
 *     and are ignored
 */
public record Request(HttpExchange exchange, BasePath basePath, InetAddress remoteAddress) {

    public boolean isPost() {
        return exchange.getRequestMethod().equals("POST");
    }

    /** The query of the URL; empty without one. */
    public String query() {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null ? "" : query;
    }

    /** The name of the requested page. */
    public String page() {
        return basePath.page(exchange.getRequestURI());
    }

    @Nullable
    public String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /**
     * Reads the form in the body.
     *
     * @return empty if the body is longer than {@code maxLength} bytes
     * @throws CharacterCodingException if the form is malformed or not UTF-8
     */
    public Optional<Form> form(int maxLength) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(maxLength + 1);
        return body.length > maxLength ? Optional.empty() : Optional.of(Form.parse(header("Content-Type"), body));
    }

    /** The session identifier in the cookie; empty without a cookie. */
    public String sessionId() {
        String cookies = header("Cookie");
        for (String cookie : (cookies == null ? "" : cookies).split(";", -1)) {
            String[] parts = cookie.strip().split("=", 2);
            if (parts.length == 2 && parts[0].equals(basePath.cookieName())) {
                return parts[1];
            }
        }
        return "";
    }

    /** True if the browser reports another site as the sender. Browsers without Sec-Fetch-Site send the form's Origin. */
    public boolean isCrossSite() {
        String site = header("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = header("Origin");
        return origin != null && !origin.equals("https://" + header("Host"));
    }
}
