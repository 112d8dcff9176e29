package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;

/** One request as the pages see it. */
record Visit(HttpExchange exchange, String page) {
    /** The cookie's name keeps it from being set by plain http or by a neighbour's site. */
    static final String COOKIE = "__Host-scepclient";

    private static final int LONGEST_BODY = 256 * 1024;

    boolean isPost() {
        return exchange.getRequestMethod().equals("POST");
    }

    /** The form, if the body is not too long. */
    Optional<Form> form() throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        return body.length > LONGEST_BODY ? Optional.empty() : Optional.of(Form.parse(new String(body, UTF_8)));
    }

    /** The session's name, or the empty string. */
    String cookie() {
        String all = exchange.getRequestHeaders().getFirst("Cookie");
        for (String one : (all == null ? "" : all).split(";", -1)) {
            String[] parts = one.strip().split("=", 2);
            if (parts.length == 2 && parts[0].equals(COOKIE)) {
                return parts[1];
            }
        }
        return "";
    }

    /** True if the browser says that another site sent it. */
    boolean fromElsewhere() {
        String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }
}
