package org.scepclient.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Doubles the wait each time up to a cap. Each wait is shortened by a random part of up to a half, so that
 * many devices that lost the same server do not all come back at once.
 *
 * @param first the first wait, before it is shortened
 * @param cap the longest wait of its own, and the longest that a server may ask for
 * @param retries how many further attempts there are
 * @param random the source of the jitter
 */
record ExponentialBackoff(Duration first, Duration cap, int retries, RandomGenerator random) implements Backoff {
    private static final int MAX_DOUBLINGS = 20;

    @Override
    public Optional<Duration> delay(int failures, Duration elapsed, Duration asked) {
        if (failures > retries || asked.compareTo(cap) > 0) {
            return Optional.empty();
        }
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        Duration capped = doubled.compareTo(cap) > 0 ? cap : doubled;
        Duration wait = Duration.ofMillis((long) (capped.toMillis() * (1 - random.nextDouble() / 2)));
        return Optional.of(wait.compareTo(asked) < 0 ? asked : wait);
    }
}
