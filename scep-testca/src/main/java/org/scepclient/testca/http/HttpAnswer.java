package org.scepclient.testca.http;

import java.nio.charset.StandardCharsets;
import org.scepclient.value.Bytes;

/** What goes back over HTTP. */
public record HttpAnswer(int status, String contentType, Bytes body) {
    private static final int OK = 200;

    public static HttpAnswer ok(String contentType, Bytes body) {
        return new HttpAnswer(OK, contentType, body);
    }

    public static HttpAnswer text(int status, String text) {
        return new HttpAnswer(
                status, "text/plain; charset=utf-8", Bytes.of((text + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    static HttpAnswer json(String json) {
        return ok("application/json", Bytes.of((json + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
