package org.scepclient.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** See {@link Polling#every(Duration, Duration, int)}. */
record TimedPolling(Duration interval, Duration limit, int count) implements Polling {
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
