package org.scepclient.it.scripted;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A response in place of the CA's. */
public record ScriptedResponse(int status, Map<String, String> headers, Octets body) {

    public ScriptedResponse {
        headers = Map.copyOf(headers);
    }

    public static ScriptedResponse text(int status, String type, String text) {
        return new ScriptedResponse(
                status, Map.of("Content-Type", type), new Octets(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static ScriptedResponse redirect(int status, String location) {
        return new ScriptedResponse(status, Map.of("Location", location), new Octets(new byte[0]));
    }

    public static ScriptedResponse bytes(String type, byte[] body) {
        return new ScriptedResponse(200, Map.of("Content-Type", type), new Octets(body));
    }
}
