package org.scepclient.transport;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.TransportException;
import org.scepclient.transport.Transport.BodySink;
import org.scepclient.value.RedactedUrl;

/**
 * HTTP/1.1 with the JDK's {@code HttpURLConnection}, which starts quickly and loads TLS only for https.
 *
 * <p>Each exchange runs in a separate thread, because nothing else limits a hanging name lookup or a server that sends one
 * byte at a time: at the deadline, the caller returns and the connection is closed.
 */
final class UrlConnectionTransport implements Transport {
    private static final int MAX_REDIRECTS = 5;

    private final HttpSettings settings;
    private final ConnectionOpener opener;

    UrlConnectionTransport(HttpSettings settings) {
        this.settings = settings;
        this.opener = new ConnectionOpener(settings);
    }

    @Override
    public HttpReply exchange(HttpRequest request) throws TransportException {
        Deadline deadline = Deadline.after(settings.totalTimeout());
        return exchange(request, new UrlConnectionExchange(settings, opener, deadline), deadline);
    }

    @Override
    public HttpReply download(HttpRequest.Get request, BodySink sink) throws TransportException {
        Deadline deadline = Deadline.after(settings.totalTimeout());
        return exchange(request, new UrlConnectionExchange(settings, opener, deadline).into(sink), deadline);
    }

    private HttpReply exchange(HttpRequest request, UrlConnectionExchange exchange, Deadline deadline)
            throws TransportException {
        FutureTask<HttpReply> task = new FutureTask<>(() -> follow(request, exchange));
        Thread worker = new Thread(task, "scep-http");
        worker.setDaemon(true);
        worker.start();
        try {
            return task.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            exchange.abort();
            throw new ConnectionFailure(settings, request.url()).noReplyInTime(e);
        } catch (InterruptedException e) {
            exchange.abort();
            Thread.currentThread().interrupt();
            throw new TransportException(ErrorCode.UNREACHABLE, request.url() + ": interrupted", false, e);
        } catch (ExecutionException e) {
            throw causeOf(e, new ConnectionFailure(settings, request.url()));
        }
    }

    private static TransportException causeOf(ExecutionException e, ConnectionFailure failure) {
        return switch (e.getCause()) {
            case TransportException known -> known;
            case Error defect -> throw defect;
            case null -> failure.unreadable(e);
            case Throwable unexpected -> failure.unreadable(unexpected);
        };
    }

    private static HttpReply follow(HttpRequest request, UrlConnectionExchange exchange) throws TransportException {
        HttpRequest current = request;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            UrlConnectionExchange.Response response = exchange.send(current);
            if (response.location().isEmpty()) {
                return response.reply();
            }
            current = redirected(current, response.location().get());
        }
        throw refused(request.url(), "redirects more than " + MAX_REDIRECTS + " times; check the URL's path");
    }

    private static HttpRequest redirected(HttpRequest request, String location) throws TransportException {
        HttpUrl target;
        try {
            target = request.url().redirectedTo(location);
        } catch (InvalidInputException e) {
            throw refused(request.url(), "redirects to a URL that is not http or https");
        }
        // RFC 9110 §15.4: a POST is not automatically repeated to the target of a redirect.
        if (request instanceof HttpRequest.Post) {
            throw refused(
                    request.url(),
                    "redirects a POST to " + RedactedUrl.of(target.toString()) + "; use that server's URL");
        }
        if (request.url().secure() && !target.secure()) {
            throw refused(
                    request.url(),
                    "redirects from https to " + RedactedUrl.of(target.toString()) + ", which is not followed");
        }
        return request.to(target);
    }

    private static TransportException refused(HttpUrl url, String what) {
        return new TransportException(ErrorCode.HTTP_STATUS, url + ": the server " + what, false, null);
    }
}
