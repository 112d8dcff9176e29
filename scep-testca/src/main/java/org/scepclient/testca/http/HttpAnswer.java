package org.scepclient.testca.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.scepclient.value.Bytes;

/** An HTTP response and the way in which it is sent. */
record HttpAnswer(int status, Map<String, String> headers, Bytes body, Manner manner) {
    private static final int OK = 200;
    private static final String CONTENT_TYPE = "Content-Type";

    HttpAnswer {
        headers = Map.copyOf(headers);
    }

    static HttpAnswer of(int status, String contentType, Bytes body) {
        return new HttpAnswer(status, Map.of(CONTENT_TYPE, contentType), body, Manner.WHOLE);
    }

    static HttpAnswer ok(String contentType, Bytes body) {
        return of(OK, contentType, body);
    }

    static HttpAnswer text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", utf8(text + "\n"));
    }

    static HttpAnswer json(String json) {
        return ok("application/json", utf8(json + "\n"));
    }

    /** A generic error page of a web server. */
    static HttpAnswer page(int status) {
        return page(status, "Something is not as it should be");
    }

    /** An error page with a generic title and the cause in its body, like those of EJBCA. */
    static HttpAnswer page(int status, String cause) {
        String html = "<!DOCTYPE html>\n<html><head><title>Web server</title></head>" + "<body><h1>" + cause
                + "</h1></body></html>";
        return of(status, "text/html; charset=utf-8", utf8(html));
    }

    static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    HttpAnswer withStatus(int other) {
        return new HttpAnswer(other, headers, body, manner);
    }

    HttpAnswer withContentType(String type) {
        return new HttpAnswer(status, Map.of(CONTENT_TYPE, type), body, manner);
    }

    HttpAnswer withHeaders(Map<String, String> others) {
        return new HttpAnswer(status, others, body, manner);
    }

    HttpAnswer withBody(Bytes other) {
        return new HttpAnswer(status, headers, other, manner);
    }

    HttpAnswer in(Manner other) {
        return new HttpAnswer(status, headers, body, other);
    }
}
