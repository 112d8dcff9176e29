package org.scepclient.web.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request as the pages see it. */
public record Request(HttpExchange exchange, BasePath basePath) {

    public boolean isPost() {
        return exchange.getRequestMethod().equals("POST");
    }

    /** The page that is asked for. */
    public String page() {
        return basePath.page(exchange.getRequestURI());
    }

    /** Who asks, as the connection tells; what headers tell of it is anybody's word. */
    public InetAddress visitor() {
        return exchange.getRemoteAddress().getAddress();
    }

    @Nullable
    public String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /**
     * The form, if the body is not longer than that.
     *
     * @throws CharacterCodingException if it is not UTF-8
     */
    public Optional<Form> form(int longest) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(longest + 1);
        return body.length > longest ? Optional.empty() : Optional.of(Form.parse(body));
    }

    /** The session's name, or the empty string. */
    public String cookie() {
        String all = header("Cookie");
        for (String one : (all == null ? "" : all).split(";", -1)) {
            String[] parts = one.strip().split("=", 2);
            if (parts.length == 2 && parts[0].equals(basePath.cookieName())) {
                return parts[1];
            }
        }
        return "";
    }

    /**
     * True if the browser says that another site sent it. An old browser does not say so, but where the page with the
     * form came from.
     */
    public boolean fromElsewhere() {
        String site = header("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = header("Origin");
        return origin != null && !origin.equals("https://" + header("Host"));
    }
}
