package org.scepclient.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;
import org.scepclient.transport.Transport.BodySink;

/** Describes the failure of an exchange with a URL and its remedy in one line. */
final class ConnectionFailure {
    private static final int LIMIT = 200;

    /** The JDK's messages for a connection that the peer closed. */
    private static final List<String> CLOSED = List.of(
            "Unexpected end of file", "Premature EOF", "Connection reset", "Broken pipe", "Error writing to server");

    /** The JDK's messages for malformed chunks, and for a 101, which no request asks for. */
    private static final List<String> MALFORMED = List.of(
            "Bogus chunk size",
            "Chunk header too long",
            "missing CR",
            "missing LF",
            "LF should be proceeded by CR",
            "Malformed tailer",
            "Unexpected 101 response");

    private static final String CHECK_URL = "; check that the URL is a SCEP server's";

    private final HttpSettings settings;
    private final HttpUrl url;

    ConnectionFailure(HttpSettings settings, HttpUrl url) {
        this.settings = settings;
        this.url = url;
    }

    TransportException noReplyInTime(@Nullable Throwable cause) {
        return retryable(
                        ErrorCode.TIMEOUT,
                        "no complete reply within " + seconds(settings.totalTimeout())
                                + "; the server may be busy or the network slow: try again later, or allow more time",
                        cause)
                .with(TransportException.Remedy.MORE_TIME);
    }

    TransportException tooLarge() {
        return fatal(
                ErrorCode.TOO_LARGE, "the reply is longer than " + settings.replyLimit() + " bytes" + CHECK_URL, null);
    }

    TransportException longerThan(long limit) {
        return fatal(ErrorCode.TOO_LARGE, "the content is longer than " + limit + " bytes", null);
    }

    TransportException noHttp() {
        return otherScheme(ErrorCode.UNREACHABLE, null)
                .orElseGet(() -> fatal(
                        ErrorCode.UNREACHABLE,
                        "the response is not HTTP; check the port, and use https:// if it is an https port",
                        null));
    }

    /** The error if the server speaks the other scheme; a proxy speaks for itself. */
    private Optional<TransportException> otherScheme(ErrorCode code, @Nullable Throwable cause) {
        OtherScheme other = new OtherScheme(url);
        return settings.proxy().isEmpty() && other.isSpoken()
                ? Optional.of(fatal(
                        code,
                        "the server at " + peer() + " speaks " + other.name() + ", not "
                                + (url.secure() ? "https" : "http") + "; use " + other.name() + ":// or another port",
                        cause))
                : Optional.empty();
    }

    /** The failure of the JDK's HTTP reader with a malformed response. */
    TransportException unreadable(Throwable e) {
        return switch (e) {
            // The reader calls itself for each of them.
            case StackOverflowError endless ->
                fatal(
                        ErrorCode.UNREACHABLE,
                        "the server sends interim responses (HTTP 1xx) without end" + CHECK_URL,
                        endless);
            case OutOfMemoryError full -> fatal(ErrorCode.TOO_LARGE, "the response does not fit into the memory", full);
            default ->
                fatal(
                        ErrorCode.UNREACHABLE,
                        "the response is not valid HTTP; check for a proxy that replies for the server",
                        e);
        };
    }

    /** @param connected whether the connection was established, so that the reply failed */
    TransportException of(IOException e, boolean connected) {
        return switch (e) {
            case UnknownHostException unknown -> unknownHost(unknown);
            case SocketTimeoutException timeout ->
                connected || text(timeout).startsWith("Read") ? noReplyInTime(timeout) : noConnectionInTime(timeout);
            case SinkFailure full -> BodySink.failed(url, full);
            case TunnelSocket.RefusedException refused -> noTunnel(refused);
            case ConnectException refused -> notReachable(refused);
            case NoRouteToHostException noRoute -> notReachable(noRoute);
            case EOFException end -> closed(end);
            default -> other(e);
        };
    }

    private TransportException other(IOException e) {
        // Compares the name of the class, because http must not load TLS.
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t.getClass().getName().startsWith("javax.net.ssl.")) {
                return TlsFailure.mayBeAnotherProtocol(e)
                        ? otherScheme(ErrorCode.TLS, e).orElseGet(() -> TlsFailure.of(url, e))
                        : TlsFailure.of(url, e);
            }
        }
        String text = text(e);
        if (text.contains("Invalid Http response")) {
            return noHttp();
        }
        if (text.contains("Header size too big")) {
            return fatal(ErrorCode.TOO_LARGE, "the header of the response is too large" + CHECK_URL, e);
        }
        if (MALFORMED.stream().anyMatch(text::contains)) {
            return unreadable(e);
        }
        return CLOSED.stream().anyMatch(text::contains)
                ? closed(e)
                : retryable(ErrorCode.UNREACHABLE, "the exchange failed: " + text, e);
    }

    private TransportException unknownHost(UnknownHostException e) {
        String name = settings.proxy().map(HttpProxy::host).orElse(url.host());
        return retryable(
                ErrorCode.UNREACHABLE,
                "unknown host " + name + "; check its spelling and the name server, or use the address",
                e);
    }

    private TransportException noConnectionInTime(SocketTimeoutException e) {
        return retryable(
                ErrorCode.TIMEOUT,
                "no connection to " + peer() + " within " + seconds(settings.connectTimeout())
                        + "; check address, port and firewall",
                e);
    }

    private TransportException notReachable(IOException e) {
        String text = text(e);
        return text.contains("refused")
                ? retryable(
                        ErrorCode.UNREACHABLE,
                        "connection refused by " + peer() + "; check the port, and that the server runs",
                        e)
                : retryable(ErrorCode.UNREACHABLE, "cannot reach " + peer() + ": " + text + "; check the network", e);
    }

    private TransportException closed(IOException e) {
        Optional<TransportException> other = otherScheme(url.secure() ? ErrorCode.TLS : ErrorCode.UNREACHABLE, e);
        if (other.isPresent()) {
            return other.get();
        }
        String hint = url.secure()
                ? "check that the port is an https port, and whether the server requires a client certificate"
                : "use https:// if the port is an https port";
        return retryable(
                ErrorCode.UNREACHABLE,
                peer() + " closed the connection without a complete reply; try again, and " + hint,
                e);
    }

    private TransportException noTunnel(TunnelSocket.RefusedException e) {
        String remedy = e.status() == 407 ? credentials() : "; check the proxy's rules";
        boolean retryable = e.status() == 502 || e.status() == 503 || e.status() == 504;
        return new TransportException(
                ErrorCode.HTTP_STATUS, url + ": proxy " + peer() + " " + text(e) + remedy, retryable, e);
    }

    /** The response of a proxy to an http request; for https, it refuses the tunnel. */
    TransportException proxyAuthenticationRequired(String reason) {
        String what = "answered 407" + (reason.isEmpty() ? "" : " " + reason);
        return fatal(ErrorCode.HTTP_STATUS, "proxy " + peer() + " " + what + credentials(), null);
    }

    private String credentials() {
        boolean configured = settings.proxy().flatMap(HttpProxy::credentials).isPresent();
        return configured
                ? "; the proxy does not accept the configured user and password"
                : "; set the user and password of the proxy";
    }

    private String peer() {
        return settings.proxy().map(HttpProxy::toString).orElse(url.host() + ":" + url.effectivePort());
    }

    private TransportException retryable(ErrorCode code, String what, @Nullable Throwable cause) {
        return new TransportException(code, url + ": " + what, true, cause);
    }

    private TransportException fatal(ErrorCode code, String what, @Nullable Throwable cause) {
        return new TransportException(code, url + ": " + what, false, cause);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    /** A cause as one printable line. */
    static String text(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LIMIT ? line : line.substring(0, LIMIT) + "…";
    }
}
