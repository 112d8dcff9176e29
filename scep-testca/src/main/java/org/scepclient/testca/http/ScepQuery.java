package org.scepclient.testca.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/** The query of a SCEP request (RFC 8894 §4.1): {@code operation=…&message=…}. */
record ScepQuery(String text) {

    static ScepQuery of(@Nullable String rawQuery) {
        return new ScepQuery(rawQuery == null ? "" : rawQuery);
    }

    String operation() throws ProtocolException {
        return parameter("operation").orElse("");
    }

    /** True if GetCACaps or GetCACert names a CA by its identifier (RFC 8894 §4.2). */
    boolean hasCaIdentifier() throws ProtocolException {
        return parameter("message").filter(name -> !name.isEmpty()).isPresent();
    }

    /**
     * The message of a GET: base64, then percent-escaped. Clients differ: macOS does not escape a plus sign, which then
     * decodes to a space, and Cisco breaks the base64 into lines.
     */
    Bytes message() throws ProtocolException {
        String base64 = parameter("message")
                .orElseThrow(() -> ProtocolException.malformed("PKIOperation", "the message is missing"));
        try {
            return Bytes.of(
                    Base64.getDecoder().decode(base64.replaceAll("[\r\n]", "").replace(' ', '+')));
        } catch (IllegalArgumentException e) {
            throw ProtocolException.malformed("PKIOperation message", e);
        }
    }

    private Optional<String> parameter(String name) throws ProtocolException {
        String start = name + "=";
        Optional<String> raw = Arrays.stream(text.split("&", -1))
                .filter(one -> one.startsWith(start))
                .findFirst();
        try {
            return raw.map(one -> URLDecoder.decode(one.substring(start.length()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw ProtocolException.malformed("query", e);
        }
    }
}
