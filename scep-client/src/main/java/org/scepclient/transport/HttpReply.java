package org.scepclient.transport;

import java.util.Optional;
import org.scepclient.value.Bytes;

/**
 * A complete HTTP response.
 *
 * @param status the three-digit status
 * @param reason the reason phrase, in which some servers send the only explanation; may be empty
 * @param contentType the header, which is unreliable: the body decides
 * @param retryAfter the header: seconds or an HTTP date
 * @param body the content; may be empty
 */
public record HttpReply(
        int status, String reason, Optional<String> contentType, Optional<String> retryAfter, Bytes body) {

    public static HttpReply of(int status, Bytes body) {
        return new HttpReply(status, "", Optional.empty(), Optional.empty(), body);
    }

    HttpReply withBody(Bytes other) {
        return new HttpReply(status, reason, contentType, retryAfter, other);
    }

    /** True for 2xx. */
    public boolean successful() {
        return status / 100 == 2;
    }

    /** True if the same request may succeed later. */
    public boolean retryable() {
        return switch (status) {
            case 408, 429, 502, 503, 504 -> true;
            default -> false;
        };
    }
}
