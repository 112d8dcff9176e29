package org.scepclient.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Polling by the clock on the wall; a server that is away for a while does not end it.
 *
 * @param interval between polls; the last one is made at the limit
 * @param limit from the request until nothing is polled any more
 * @param count the most polls
 */
public record TimedPolling(Duration interval, Duration limit, int count) implements Polling {

    /** Every minute for eight hours. */
    public static TimedPolling defaults() {
        return new TimedPolling(Duration.ofMinutes(1), Duration.ofHours(8), Integer.MAX_VALUE);
    }

    /** PENDING is final. */
    public static TimedPolling never() {
        return new TimedPolling(Duration.ZERO, Duration.ZERO, 0);
    }

    @Override
    public Optional<Duration> next(EnrollmentTicket ticket, Instant now) {
        Duration left = limit.minus(Duration.between(ticket.since(), now));
        if (ticket.polls() >= count || !left.isPositive()) {
            return Optional.empty();
        }
        return Optional.of(interval.compareTo(left) < 0 ? interval : left);
    }

    @Override
    public boolean toleratesOutages() {
        return true;
    }
}
