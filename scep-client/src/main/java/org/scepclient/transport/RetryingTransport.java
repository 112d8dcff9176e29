package org.scepclient.transport;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.TransportException;
import org.scepclient.transport.Transport.BodySink;

/**
 * Repeats exchanges that may succeed later: those without a response, and those with status 408, 429, 502, 503 or 504. SCEP
 * messages may be repeated, because the transactionID makes them idempotent.
 */
final class RetryingTransport implements Transport {
    private final Transport transport;
    private final Backoff backoff;
    private final Clock clock;
    private final Sleeper sleeper;

    RetryingTransport(Transport transport, Backoff backoff, Clock clock, Sleeper sleeper) {
        this.transport = transport;
        this.backoff = backoff;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Returns the first final response, or the last one if the back-off allows no further attempt. */
    @Override
    public HttpReply exchange(HttpRequest request) throws TransportException {
        return retried(request, null);
    }

    @Override
    public HttpReply download(HttpRequest.Get request, BodySink sink) throws TransportException {
        return retried(request, sink);
    }

    private HttpReply once(HttpRequest request, @Nullable BodySink sink) throws TransportException {
        return sink != null && request instanceof HttpRequest.Get get
                ? transport.download(get, sink)
                : transport.exchange(request);
    }

    private HttpReply retried(HttpRequest request, @Nullable BodySink sink) throws TransportException {
        Duration start = sleeper.time();
        for (int failures = 1; ; failures++) {
            try {
                HttpReply reply = once(request, sink);
                Duration retryAfter = reply.retryAfter()
                        .map(header -> RetryAfter.parse(header, clock.instant()))
                        .orElse(Duration.ZERO);
                if (!reply.retryable() || !paused(failures, start, retryAfter)) {
                    return reply;
                }
            } catch (TransportException e) {
                if (!e.retryable() || !paused(failures, start, Duration.ZERO)) {
                    throw e;
                }
            }
        }
    }

    /** Waits before the next attempt; returns false if there is none. */
    private boolean paused(int failures, Duration start, Duration retryAfter) {
        Optional<Duration> delay = backoff.delay(failures, sleeper.time().minus(start), retryAfter);
        if (delay.isEmpty()) {
            return false;
        }
        try {
            sleeper.sleep(delay.get());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
