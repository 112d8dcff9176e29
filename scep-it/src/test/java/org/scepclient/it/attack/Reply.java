package org.scepclient.it.attack;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.scepclient.value.Bytes;

/** An HTTP response of the CA or of the man in the middle. */
record Reply(int status, Map<String, String> headers, Bytes body) {
    private static final String TYPE = "Content-Type";

    static Reply of(String type, Bytes body) {
        return new Reply(200, Map.of(TYPE, type), body);
    }

    static Reply caps(String text) {
        return of("text/plain", utf8(text));
    }

    static Reply ca(Bytes body) {
        return of("application/x-x509-ca-ra-cert", body);
    }

    static Reply nextCa(Bytes body) {
        return of("application/x-x509-next-ca-cert", body);
    }

    static Reply message(Bytes body) {
        return of("application/x-pki-message", body);
    }

    static Reply page(int status) {
        return new Reply(
                status, Map.of(TYPE, "text/html"), utf8("<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>"));
    }

    static Reply redirect(String location) {
        return new Reply(302, Map.of("Location", location), Bytes.empty());
    }

    Reply with(Bytes other) {
        return new Reply(status, headers, other);
    }

    Reply withStatus(int other) {
        return new Reply(other, headers, body);
    }

    static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
