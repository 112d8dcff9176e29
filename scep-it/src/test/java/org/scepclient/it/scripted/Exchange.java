package org.scepclient.it.scripted;

import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP request as received.
 *
 * @param target path and query, undecoded
 * @param parameters the query's, decoded
 * @param headers by lower-case name
 */
public record Exchange(
        String method, String target, Map<String, String> parameters, Map<String, String> headers, Octets body) {

    public Exchange {
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
    }

    /** The value of a header; empty if there is none. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    public String operation() {
        return parameters.getOrDefault("operation", "");
    }

    /** The SCEP message of a PKIOperation, by GET or POST. */
    public SentMessage message() {
        return SentMessage.read(
                method.equals("POST") ? body.bytes() : Base64.getDecoder().decode(parameters.get("message")));
    }
}
