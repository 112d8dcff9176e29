package org.scepclient.agent.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When the certificate is looked at next. Each device waits another time, so that thousands that were switched on
 * together, or that a CA's outage has brought into step, do not all come at once.
 *
 * @param interval between checks, on the average
 * @param random where the differences come from
 */
public record CheckSchedule(Duration interval, RandomGenerator random) {
    /** The part of a wait that is left to chance, on either side. */
    private static final double SPREAD = 0.1;

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /**
     * The next check: after the interval, or when the renewal is due if that is earlier.
     *
     * @param due when the renewal is due
     */
    public Instant next(Instant now, Instant due) {
        Instant regular = now.plus(spread(interval));
        if (!due.isAfter(now) || !due.isBefore(regular)) {
            return regular;
        }
        // Only later than due: earlier there would be nothing to do.
        Instant renewal = due.plus(part(Duration.between(now, due), SPREAD * random.nextDouble()));
        return renewal.isBefore(now.plus(SHORTEST)) ? now.plus(SHORTEST) : renewal;
    }

    /** The next check after one that failed: sooner at first, then at the regular pace. */
    public Instant afterFailure(Instant now, int failures) {
        Duration wait = Duration.ofMinutes(1);
        for (int i = 1; i < failures && wait.compareTo(interval) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return now.plus(spread(wait.compareTo(interval) < 0 ? wait : interval));
    }

    private Duration spread(Duration wait) {
        return wait.plus(part(wait, SPREAD * (2 * random.nextDouble() - 1)));
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofMillis((long) (whole.toMillis() * share));
    }
}
