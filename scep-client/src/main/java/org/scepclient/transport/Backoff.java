package org.scepclient.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

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

    /**
     * Doubles the wait after each failure, up to a cap. Each wait is shortened by a random part of up to a half, so that
     * many devices that lost the same server do not all return at once.
     *
     * @param first the first wait, before it is shortened
     * @param cap the longest wait, and the longest that a server may request
     * @param retries the number of further attempts
     * @param random the source of the jitter
     */
    static Backoff exponential(Duration first, Duration cap, int retries, RandomGenerator random) {
        return new ExponentialBackoff(first, cap, retries, random);
    }

    /** No further attempts. */
    static Backoff none() {
        return (failures, elapsed, retryAfter) -> Optional.empty();
    }
}
