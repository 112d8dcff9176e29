package org.scepclient.operation;

import java.util.Locale;
import java.util.Set;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.TransportException;
import org.scepclient.transport.HttpReply;
import org.scepclient.transport.HttpUrl;
import org.scepclient.value.Bytes;

/** Checks an HTTP response before it is decoded, and describes one that is not SCEP. */
record ResponseCheck(HttpUrl url, HttpReply reply) {
    /** Reason phrases of RFC 9110 §15, which add no information to the status. */
    private static final Set<String> STANDARD_PHRASES = Set.of(
            "",
            "bad request",
            "unauthorized",
            "forbidden",
            "not found",
            "conflict",
            "unprocessable entity",
            "internal server error",
            "service unavailable");

    /** Decodes a body; the URL is added to the message of the exception. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(Bytes body) throws ProtocolException;
    }

    /** @param remedy for a status that does not imply one */
    void requireSuccess(String remedy) throws TransportException {
        if (!reply.successful()) {
            throw statusError(reply.remedy().orElse(reply.status() == 401 ? login() : remedy));
        }
    }

    private String login() {
        return url.credentials().isPresent()
                ? "check the user and password in the URL"
                : "the server requires a user and password; add them to the URL";
    }

    /** Requires success of an optional operation, for which servers without it send various errors. */
    void requireSupported(String operation) throws TransportException, ProtocolException {
        if (refusesOperation()) {
            throw unsupported(operation);
        }
        requireSuccess("check the URL's path, and that this client may use the server");
    }

    /** True for the statuses that servers send for an unsupported operation. */
    boolean refusesOperation() {
        return switch (reply.status()) {
            case 400, 403, 404, 405, 500, 501 -> true;
            default -> false;
        };
    }

    ProtocolException unsupported(String operation) {
        String remedy = "it may not support or not allow the operation";
        return ProtocolException.unsupported(
                url + ": the server refuses " + operation + " (" + status() + "); " + remedy, statusError(remedy));
    }

    TransportException statusError(String remedy) {
        return new TransportException(url + ": " + status() + "; " + remedy, reply.status(), reply.retryable());
    }

    void requireContent(String remedy) throws ProtocolException {
        if (reply.body().isEmpty()) {
            throw new ProtocolException(ErrorCode.MALFORMED, url + ": the response is empty; " + remedy);
        }
    }

    /** Some servers and gateways send their error pages with status 200. */
    void requireNoPage() throws ProtocolException {
        ServerWords words = ServerWords.of(reply.body());
        if (words.page()) {
            String subject = words.subject().isEmpty() ? "" : " '" + words.subject() + "'";
            throw new ProtocolException(
                    ErrorCode.MALFORMED,
                    url + ": the response is a web page" + subject
                            + ", not SCEP; check the URL's path and the server's log");
        }
    }

    <T> T decoded(Decoder<T> decoder) throws ProtocolException {
        requireNoPage();
        try {
            return decoder.decode(reply.body());
        } catch (ProtocolException e) {
            throw new ProtocolException(e.code(), url + ": " + e.getMessage());
        }
    }

    /** The status with a non-standard reason phrase, {@code HTTP 400 Request was rejected: …}; otherwise empty. */
    String ownReasonPhrase() {
        String phrase = ServerWords.line(reply.reason());
        return STANDARD_PHRASES.contains(phrase.toLowerCase(Locale.ROOT))
                ? ""
                : "HTTP " + reply.status() + " " + phrase;
    }

    /** The status with the server's explanation. */
    String status() {
        String reason = ServerWords.line(reply.reason());
        return "HTTP " + reply.status()
                + (reason.isEmpty() ? "" : " " + reason)
                + ServerWords.of(reply.body())
                        .cause()
                        .filter(words -> !words.equals(reason))
                        .map(words -> ": " + words)
                        .orElse("");
    }
}
