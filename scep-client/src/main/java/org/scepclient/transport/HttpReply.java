package org.scepclient.transport;

import java.util.Optional;
import org.scepclient.value.Bytes;

/**
 * A whole HTTP reply.
 *
 * @param status the three-digit status
 * @param reason the words after the status, perhaps empty; some servers put the only explanation there
 * @param contentType the header as sent, not to be relied on: the body decides
 * @param retryAfter the header as sent: seconds or an HTTP date
 * @param body the content, perhaps empty
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

    /** True when the same request may be answered otherwise a little later. */
    public boolean retryable() {
        return switch (status) {
            case 408, 429, 502, 503, 504 -> true;
            default -> false;
        };
    }
}
