package org.scepclient.agent.automation;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;
import org.scepclient.transport.HttpReply;
import org.scepclient.value.Bytes;

/** A failure of an exchange between a device and its CA. */
enum Mishap {
    NO_CONNECTION(false),
    LOST_REPLY(true),
    TIMEOUT(true),
    BUSY(false),
    BAD_GATEWAY(true),
    SERVER_ERROR(false),
    NOT_FOUND(false),
    FORBIDDEN(false),
    WEB_PAGE(false),
    GARBAGE(true),
    TRUNCATED(true),
    /** The CA refuses a request that it would have to grant. */
    REFUSAL(false);

    private final boolean after;

    Mishap(boolean after) {
        this.after = after;
    }

    /** Whether the CA has already acted on the request. */
    boolean isAfterTheCaActed() {
        return after;
    }

    /** Returns the response that the device receives instead of the reply. */
    HttpReply instead(HttpReply reply) throws TransportException {
        return switch (this) {
            case NO_CONNECTION -> throw lost(new ConnectException("Connection refused"));
            case LOST_REPLY -> throw lost(new EOFException("closed"));
            case TIMEOUT ->
                throw new TransportException(ErrorCode.TIMEOUT, "no answer", true, new SocketTimeoutException());
            case BUSY -> new HttpReply(503, "", Optional.empty(), Optional.of("120"), Bytes.empty());
            case BAD_GATEWAY -> text(502, "Bad Gateway");
            case SERVER_ERROR, REFUSAL -> text(500, "internal error");
            case NOT_FOUND -> text(404, "not found");
            case FORBIDDEN -> text(403, "forbidden");
            case WEB_PAGE -> text(200, "<html><body>The service is being maintained.</body></html>");
            case GARBAGE -> text(200, "0123456789".repeat(20));
            case TRUNCATED -> HttpReply.of(200, half(reply.body()));
        };
    }

    private static TransportException lost(Exception cause) {
        return new TransportException(ErrorCode.UNREACHABLE, "no reply: " + cause.getMessage(), true, cause);
    }

    private static HttpReply text(int status, String text) {
        return HttpReply.of(status, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Bytes half(Bytes body) {
        return Bytes.of(java.util.Arrays.copyOf(body.toArray(), body.length() / 2));
    }
}
