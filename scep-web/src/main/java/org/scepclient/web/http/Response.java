package org.scepclient.web.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP response of the web interface.
 *
 * @param redirect name of the page to redirect to
 */
public record Response(int code, Map<String, String> headers, String body, Optional<String> redirect) {

    public static Response html(int code, String html) {
        return of(code, "text/html; charset=utf-8", html);
    }

    public static Response of(int code, String type, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        return new Response(code, headers, body, Optional.empty());
    }

    public static Response text(int code, String text) {
        return of(code, "text/plain; charset=utf-8", text + "\n");
    }

    /** A redirect to another page, to be loaded with GET. */
    public static Response redirect(String page) {
        Response text = text(303, "see " + page);
        return new Response(text.code, text.headers, text.body, Optional.of(page));
    }

    public Response withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }
}
