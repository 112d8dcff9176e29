package org.scepclient.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Doubles the delay for each attempt up to a maximum. Each delay is shortened by a random part of up to a half, so that many
 * devices do not return to a recovered server at the same time.
 *
 * @param first the first delay before it is shortened
 * @param cap the maximum delay, also for the server's {@code Retry-After}
 * @param retries the number of further attempts
 * @param random the source of the jitter
 */
record ExponentialBackoff(Duration first, Duration cap, int retries, RandomGenerator random) implements Backoff {
    private static final int MAX_DOUBLINGS = 20;

    @Override
    public Optional<Duration> delay(int failures, Duration elapsed, Duration retryAfter) {
        if (failures > retries || retryAfter.compareTo(cap) > 0) {
            return Optional.empty();
        }
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        Duration capped = doubled.compareTo(cap) > 0 ? cap : doubled;
        Duration wait = Duration.ofMillis((long) (capped.toMillis() * (1 - random.nextDouble() / 2)));
        return Optional.of(wait.compareTo(retryAfter) < 0 ? retryAfter : wait);
    }
}
