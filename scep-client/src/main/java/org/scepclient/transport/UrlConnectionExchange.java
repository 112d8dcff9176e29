package org.scepclient.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.TransportException;
import org.scepclient.transport.Transport.BodySink;
import org.scepclient.value.Bytes;

/** An exchange and its redirects, with a common deadline. */
final class UrlConnectionExchange {
    private static final int CHUNK = 8192;

    private final HttpSettings settings;
    private final ConnectionOpener opener;
    private final Deadline deadline;
    private @Nullable BodySink sink;
    private volatile boolean aborted;
    private volatile @Nullable HttpURLConnection beforeBody;

    UrlConnectionExchange(HttpSettings settings, ConnectionOpener opener, Deadline deadline) {
        this.settings = settings;
        this.opener = opener;
        this.deadline = deadline;
    }

    /** Streams the body of a successful response. */
    UrlConnectionExchange into(BodySink destination) {
        sink = destination;
        return this;
    }

    /**
     * @param location the target of a redirect
     */
    record Response(HttpReply reply, Optional<String> location) {}

    Response send(HttpRequest request) throws TransportException {
        ConnectionFailure failure = new ConnectionFailure(settings, request.url());
        boolean connected = false;
        HttpURLConnection connection = null;
        try {
            connection = opener.open(request, deadline);
            beforeBody = connection;
            connection.connect();
            connected = true;
            write(connection, request);
            int status = connection.getResponseCode();
            beforeBody = null;
            if (status < 0) {
                throw failure.noHttp();
            }
            if (status == HttpURLConnection.HTTP_PROXY_AUTH && settings.proxy().isPresent()) {
                throw failure.proxyAuthenticationRequired(reason(connection));
            }
            return response(connection, status, failure);
        } catch (IOException e) {
            throw failure.of(e, connected);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            if (connection != null) {
                connection.disconnect();
            }
            throw failure.unreadable(e);
        } finally {
            beforeBody = null;
        }
    }

    private void write(HttpURLConnection connection, HttpRequest request) throws IOException {
        if (aborted) {
            throw new SocketTimeoutException("aborted");
        }
        if (request instanceof HttpRequest.Post post) {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(post.body().toArray());
            }
        }
    }

    private Response response(HttpURLConnection connection, int status, ConnectionFailure failure)
            throws IOException, TransportException {
        Optional<String> location = switch (status) {
            case 301, 302, 303, 307, 308 -> Optional.ofNullable(connection.getHeaderField("Location"));
            default -> Optional.empty();
        };
        HttpReply reply = new HttpReply(
                status,
                reason(connection),
                Optional.ofNullable(connection.getContentType()),
                Optional.ofNullable(connection.getHeaderField("Retry-After")),
                body(connection, status, failure));
        return new Response(reply, location);
    }

    private static String reason(HttpURLConnection connection) throws IOException {
        String reason = connection.getResponseMessage();
        return reason == null
                ? ""
                : reason.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ").strip();
    }

    private Bytes body(HttpURLConnection connection, int status, ConnectionFailure failure)
            throws IOException, TransportException {
        InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        if (stream == null) {
            return Bytes.empty();
        }
        if (sink != null && status / 100 == 2) {
            pass(connection, stream, sink, failure);
            return Bytes.empty();
        }
        long announced = connection.getContentLengthLong();
        if (announced > settings.replyLimit()) {
            connection.disconnect();
            throw failure.tooLarge();
        }
        try (InputStream in = stream) {
            ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.max(announced, CHUNK));
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                body.write(chunk, 0, n);
                if (body.size() > settings.replyLimit()) {
                    connection.disconnect();
                    throw failure.tooLarge();
                }
                if (deadline.passed()) {
                    connection.disconnect();
                    throw new SocketTimeoutException("total");
                }
            }
            return Bytes.of(body.toByteArray());
        }
    }

    private void pass(HttpURLConnection connection, InputStream stream, BodySink destination, ConnectionFailure failure)
            throws IOException, TransportException {
        long allowed = destination.limit();
        if (connection.getContentLengthLong() > allowed) {
            connection.disconnect();
            throw failure.longerThan(allowed);
        }
        try (InputStream in = stream;
                OutputStream out = SinkFailure.begin(destination)) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                allowed -= n;
                if (allowed < 0) {
                    connection.disconnect();
                    throw failure.longerThan(destination.limit());
                }
                if (deadline.passed()) {
                    connection.disconnect();
                    throw new SocketTimeoutException("total");
                }
                SinkFailure.write(out, chunk, n);
            }
        }
    }

    /**
     * Aborts an exchange whose caller no longer waits. While a body is read, closing would wait for the reader, which
     * checks the deadline itself.
     */
    void abort() {
        aborted = true;
        HttpURLConnection connection = beforeBody;
        if (connection != null) {
            connection.disconnect();
        }
    }
}
