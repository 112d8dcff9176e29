package org.scepclient.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides about the polls of a pending request (RFC 8894 §4.4). */
public interface Polling {
    Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);
    Duration DEFAULT_LIMIT = Duration.ofHours(8);

    /**
     * The delay before the next poll; empty if a limit is reached.
     *
     * @param now the time; within a process it advances with the monotonic clock, even if the time of day is set
     */
    Optional<Duration> next(EnrollmentTicket ticket, Instant now);

    /** Whether polling continues after a temporary failure of a poll (a time-out, a 503). */
    boolean toleratesOutages();

    /**
     * Polling by elapsed time, which continues after temporary failures of the server.
     *
     * @param interval the time between polls; the last poll is at the limit
     * @param limit the time from the request to the last poll
     * @param count the maximum number of polls
     */
    static Polling every(Duration interval, Duration limit, int count) {
        return new TimedPolling(interval, limit, count);
    }

    /** As {@link #every(Duration, Duration, int)}, with any number of polls. */
    static Polling every(Duration interval, Duration limit) {
        return every(interval, limit, Integer.MAX_VALUE);
    }

    /** Polls every minute for eight hours. */
    static Polling defaults() {
        return every(DEFAULT_INTERVAL, DEFAULT_LIMIT);
    }

    /** Never polls: PENDING is final. */
    static Polling never() {
        return every(Duration.ZERO, Duration.ZERO, 0);
    }
}
