package org.scepclient.testca.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.scepclient.value.Bytes;

/** An HTTP response and the way in which it is sent. */
record HttpResponse(int status, Map<String, String> headers, Bytes body, DeliveryMode delivery) {
    private static final int OK = 200;
    private static final String CONTENT_TYPE = "Content-Type";

    HttpResponse {
        headers = Map.copyOf(headers);
    }

    static HttpResponse of(int status, String contentType, Bytes body) {
        return new HttpResponse(status, Map.of(CONTENT_TYPE, contentType), body, DeliveryMode.WHOLE);
    }

    static HttpResponse ok(String contentType, Bytes body) {
        return of(OK, contentType, body);
    }

    static HttpResponse text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", utf8(text + "\n"));
    }

    static HttpResponse json(String json) {
        return ok("application/json", utf8(json + "\n"));
    }

    /** A generic error page of a web server. */
    static HttpResponse page(int status) {
        return page(status, "Something is not as it should be");
    }

    /** An error page with a generic title and the cause in its body, like those of EJBCA. */
    static HttpResponse page(int status, String cause) {
        String html = "<!DOCTYPE html>\n<html><head><title>Web server</title></head>" + "<body><h1>" + cause
                + "</h1></body></html>";
        return of(status, "text/html; charset=utf-8", utf8(html));
    }

    static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse withStatus(int other) {
        return new HttpResponse(other, headers, body, delivery);
    }

    HttpResponse withContentType(String type) {
        return new HttpResponse(status, Map.of(CONTENT_TYPE, type), body, delivery);
    }

    HttpResponse withHeaders(Map<String, String> others) {
        return new HttpResponse(status, others, body, delivery);
    }

    HttpResponse withBody(Bytes other) {
        return new HttpResponse(status, headers, other, delivery);
    }

    HttpResponse in(DeliveryMode other) {
        return new HttpResponse(status, headers, body, other);
    }
}
