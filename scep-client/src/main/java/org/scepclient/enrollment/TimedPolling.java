package org.scepclient.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Polling by wall-clock time, which continues after temporary failures of the server.
 *
 * @param interval the time between polls; the last poll is at the limit
 * @param limit the time from the request to the last poll
 * @param count the maximum number of polls
 */
public record TimedPolling(Duration interval, Duration limit, int count) implements Polling {

    /** Polls every minute for eight hours. */
    public static TimedPolling defaults() {
        return new TimedPolling(Duration.ofMinutes(1), Duration.ofHours(8), Integer.MAX_VALUE);
    }

    /** Never polls: PENDING is final. */
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
