package org.scepclient.transport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.TransportException;

/**
 * Tries again what may succeed later: an exchange without a reply, and the statuses 408, 429, 502, 503, 504.
 * A SCEP message may be sent twice: the transactionID makes the second an idempotent repetition.
 */
public final class RetryingTransport implements Transport {
    private final Transport transport;
    private final Backoff backoff;
    private final Clock clock;
    private final Sleeper sleeper;

    public RetryingTransport(Transport transport, Backoff backoff, Clock clock, Sleeper sleeper) {
        this.transport = transport;
        this.backoff = backoff;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** The first reply that is final, or the last one when the back-off gives up. */
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
        Instant begin = clock.instant();
        for (int failures = 1; ; failures++) {
            try {
                HttpReply reply = once(request, sink);
                Duration asked = reply.retryAfter()
                        .map(header -> RetryAfter.parse(header, clock.instant()))
                        .orElse(Duration.ZERO);
                if (!reply.retryable() || !paused(failures, begin, asked)) {
                    return reply;
                }
            } catch (TransportException e) {
                if (!e.retryable() || !paused(failures, begin, Duration.ZERO)) {
                    throw e;
                }
            }
        }
    }

    /** Waits before the next attempt; false when there is none. */
    private boolean paused(int failures, Instant begin, Duration asked) {
        Optional<Duration> delay = backoff.delay(failures, Duration.between(begin, clock.instant()), asked);
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
