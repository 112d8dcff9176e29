package org.scepclient.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides about the polls of a pending request (RFC 8894 §4.4). */
public interface Polling {

    /** The delay before the next poll; empty if a limit is reached. */
    Optional<Duration> next(EnrollmentTicket ticket, Instant now);

    /** Whether polling continues after a temporary failure of a poll (a time-out, a 503). */
    boolean toleratesOutages();
}
