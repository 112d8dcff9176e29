package org.scepclient.web.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the server answers.
 *
 * @param page the page to go on to
 */
record Answer(int code, Map<String, String> headers, String body, Optional<String> page) {

    static Answer html(int code, String html) {
        return of(code, "text/html; charset=utf-8", html);
    }

    static Answer of(int code, String type, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        return new Answer(code, headers, body, Optional.empty());
    }

    static Answer text(int code, String text) {
        return of(code, "text/plain; charset=utf-8", text + "\n");
    }

    /** To another page beside this one. */
    static Answer to(String page) {
        Answer text = text(303, "see " + page);
        return new Answer(text.code, text.headers, text.body, Optional.of(page));
    }

    Answer with(String header, String value) {
        headers.put(header, value);
        return this;
    }
}
