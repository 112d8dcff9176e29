package org.scepclient.it.scripted;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A response in place of the CA's. */
public record Answer(int status, Map<String, String> headers, Octets body) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer text(int status, String type, String text) {
        return new Answer(status, Map.of("Content-Type", type), new Octets(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static Answer redirect(int status, String location) {
        return new Answer(status, Map.of("Location", location), new Octets(new byte[0]));
    }

    public static Answer bytes(String type, byte[] body) {
        return new Answer(200, Map.of("Content-Type", type), new Octets(body));
    }
}
