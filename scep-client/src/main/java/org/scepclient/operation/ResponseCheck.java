package org.scepclient.operation;

import java.util.Locale;
import java.util.Set;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.TransportException;
import org.scepclient.transport.HttpReply;
import org.scepclient.transport.HttpUrl;
import org.scepclient.value.Bytes;

/** Looks at an HTTP answer before it is decoded, and says what is wrong with one that is none of SCEP. */
record ResponseCheck(HttpUrl url, HttpReply reply) {
    /** RFC 9110 §15; they add nothing to the status. */
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

    /** Decodes a body; the message of the error begins with the URL. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(Bytes body) throws ProtocolException;
    }

    void requireSuccess(String remedy) throws TransportException {
        if (!reply.successful()) {
            throw statusError(remedy);
        }
    }

    /** For operations that many servers do not have, and answer with whatever error comes to mind. */
    void requireSupported(String operation) throws TransportException, ProtocolException {
        if (refusesOperation()) {
            throw unsupported(operation);
        }
        requireSuccess("check the URL's path, and that this client may use the server");
    }

    /** The statuses with which servers answer an operation that they do not have. */
    boolean refusesOperation() {
        return switch (reply.status()) {
            case 400, 403, 404, 405, 500, 501 -> true;
            default -> false;
        };
    }

    ProtocolException unsupported(String operation) {
        return new ProtocolException(
                ErrorCode.OPERATION_UNSUPPORTED,
                url + ": the server does not answer " + operation + " (" + status()
                        + "); it may not support it, or not allow it");
    }

    TransportException statusError(String remedy) {
        return new TransportException(
                ErrorCode.HTTP_STATUS, url + ": " + status() + "; " + remedy, reply.retryable(), null);
    }

    void requireContent(String remedy) throws ProtocolException {
        if (reply.body().isEmpty()) {
            throw new ProtocolException(ErrorCode.MALFORMED, url + ": the answer is empty; " + remedy);
        }
    }

    /** Some servers and gateways send their error pages with status 200. */
    void requireNoPage() throws ProtocolException {
        ServerWords words = ServerWords.of(reply.body());
        if (words.page()) {
            String subject = words.subject().isEmpty() ? "" : " '" + words.subject() + "'";
            throw new ProtocolException(
                    ErrorCode.MALFORMED,
                    url + ": the answer is a web page" + subject
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

    /** The words after the status where they are the server's own: {@code HTTP 400 Request was rejected: …}. */
    String ownReasonPhrase() {
        String phrase = ServerWords.line(reply.reason());
        return STANDARD_PHRASES.contains(phrase.toLowerCase(Locale.ROOT))
                ? ""
                : "HTTP " + reply.status() + " " + phrase;
    }

    /** The status with whatever words the server found for it. */
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
