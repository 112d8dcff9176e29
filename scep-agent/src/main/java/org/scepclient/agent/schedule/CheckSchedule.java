package org.scepclient.agent.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The times of the checks. Random jitter spreads the load on the CA when thousands of devices start together, or retry
 * after an outage.
 *
 * @param interval average time between checks
 * @param random source of the jitter
 */
public record CheckSchedule(Duration interval, RandomGenerator random) {
    /** Jitter in either direction, as a fraction of the wait. */
    private static final double JITTER = 0.1;

    private static final Duration MIN_WAIT = Duration.ofSeconds(1);

    /**
     * Returns the time of the next check: after the interval, or when the renewal is due if that is earlier.
     *
     * @param due time at which the renewal is due
     */
    public Instant next(Instant now, Instant due) {
        Instant regular = now.plus(withJitter(interval));
        if (!due.isAfter(now) || !due.isBefore(regular)) {
            return regular;
        }
        // The jitter only delays: before the due time a check has nothing to do.
        Instant renewal = due.plus(fraction(Duration.between(now, due), JITTER * random.nextDouble()));
        return renewal.isBefore(now.plus(MIN_WAIT)) ? now.plus(MIN_WAIT) : renewal;
    }

    /** Returns the time of the next check after failures: exponential backoff from one minute to the interval. */
    public Instant afterFailure(Instant now, int failures) {
        Duration wait = Duration.ofMinutes(1);
        for (int i = 1; i < failures && wait.compareTo(interval) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return now.plus(withJitter(wait.compareTo(interval) < 0 ? wait : interval));
    }

    /** Returns the time of a check in a deployment window: within its first minute. */
    public Instant atOpening(Instant opening) {
        return opening.plus(fraction(Duration.ofMinutes(1), random.nextDouble()));
    }

    private Duration withJitter(Duration wait) {
        return wait.plus(fraction(wait, JITTER * (2 * random.nextDouble() - 1)));
    }

    private static Duration fraction(Duration duration, double fraction) {
        return Duration.ofMillis((long) (duration.toMillis() * fraction));
    }
}
