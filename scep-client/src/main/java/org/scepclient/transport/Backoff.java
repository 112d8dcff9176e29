package org.scepclient.transport;

import java.time.Duration;
import java.util.Optional;

/** Decides about further attempts after a failed exchange, and about the delay before them. */
@FunctionalInterface
public interface Backoff {

    /**
     * The delay before the next attempt; empty for no further attempt.
     *
     * @param failures the number of failed attempts, at least 1
     * @param elapsed the time since the start of the first attempt
     * @param retryAfter the server's {@code Retry-After}; zero without one
     * @return the delay, not shorter than {@code retryAfter}
     */
    Optional<Duration> delay(int failures, Duration elapsed, Duration retryAfter);

    /** No further attempts. */
    static Backoff none() {
        return (failures, elapsed, retryAfter) -> Optional.empty();
    }
}
