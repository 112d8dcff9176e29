package org.scepclient.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How often and how long a pending request is polled (RFC 8894 §4.4). */
public interface Polling {

    /** The wait before the next poll; empty when the limits are reached. */
    Optional<Duration> next(EnrollmentTicket ticket, Instant now);

    /** Whether a poll without an answer for a passing reason (a time-out, a 503) counts as "still pending". */
    boolean toleratesOutages();
}
