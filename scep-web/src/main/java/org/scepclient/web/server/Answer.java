package org.scepclient.web.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the server answers. */
record Answer(int code, Map<String, String> headers, String body) {

    static Answer html(int code, String html) {
        return of(code, "text/html; charset=utf-8", html);
    }

    static Answer of(int code, String type, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        return new Answer(code, headers, body);
    }

    static Answer text(int code, String text) {
        return of(code, "text/plain; charset=utf-8", text + "\n");
    }

    /** To another page beside this one. */
    static Answer to(String page) {
        return text(303, page).with("Location", page);
    }

    Answer with(String header, String value) {
        headers.put(header, value);
        return this;
    }
}
