package org.scepclient.web.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the server answers.
 *
 * @param page the page to go on to
 */
public record Response(int code, Map<String, String> headers, String body, Optional<String> page) {

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

    /** To another page beside this one. */
    public static Response to(String page) {
        Response text = text(303, "see " + page);
        return new Response(text.code, text.headers, text.body, Optional.of(page));
    }

    public Response with(String header, String value) {
        headers.put(header, value);
        return this;
    }
}
