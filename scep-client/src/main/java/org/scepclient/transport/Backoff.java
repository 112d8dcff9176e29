package org.scepclient.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait before a failed exchange is tried again, and when to give up. */
@FunctionalInterface
public interface Backoff {

    /**
     * The wait before the next attempt, if there is to be one.
     *
     * @param failures how often the exchange has failed, at least 1
     * @param elapsed the time since its first attempt began
     * @param asked the server's {@code Retry-After}; zero when it said nothing
     * @return the wait before the next attempt, not shorter than {@code asked}; empty to give up
     */
    Optional<Duration> delay(int failures, Duration elapsed, Duration asked);

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

    /** No second attempt. */
    static Backoff none() {
        return (failures, elapsed, asked) -> Optional.empty();
    }
}
