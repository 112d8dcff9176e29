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

    /** True if the server cannot serve any request now; 501 is its answer to this one. */
    public boolean failing() {
        return retryable() || (status >= 500 && status != 501);
    }

    /** The remedy that follows from the status of any server; empty if it depends on the request. */
    public Optional<String> remedy() {
        return Optional.ofNullable(
                switch (status) {
                    case 407 -> "a proxy on the way requires a user and password: use it as the proxy, with both";
                    case 408 -> "the server did not receive the request in time: " + tryAgain();
                    case 429 -> "the server limits the number of requests: " + tryAgain();
                    case 502, 504 ->
                        "the gateway has no response from the server behind it: check that server, or " + tryAgain();
                    case 503 -> "the server is busy or out of service: " + tryAgain();
                    default -> null;
                });
    }

    private String tryAgain() {
        String time = retryAfter.map(String::strip).orElse("");
        if (time.matches("[0-9]{1,9}")) {
            return "try again in " + time + " s";
        }
        return "try again " + (time.matches("[A-Za-z0-9,: ]{10,40}") ? "after " + time : "later");
    }
}
