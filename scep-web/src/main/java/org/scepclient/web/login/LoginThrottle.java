package org.scepclient.web.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Slows down password guessing: after each failed login, the wait before the next one doubles, up to half a minute. A
 * single counter for all clients costs no memory per attacker; the owner can still log in with a one-time link.
 */
public final class LoginThrottle {
    private static final int FREE_ATTEMPTS = 3;
    private static final int MAX_DOUBLINGS = 5;

    private final Clock clock;
    private int failures;
    private Instant nextAttempt = Instant.MIN;

    public LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Admits a login unless one has to wait. An admitted login counts as failed until {@link #succeeded}. */
    public synchronized boolean admit() {
        Instant now = clock.instant();
        if (now.isBefore(nextAttempt)) {
            return false;
        }
        failures++;
        if (failures >= FREE_ATTEMPTS) {
            nextAttempt = now.plus(Duration.ofSeconds(1L << Math.min(failures - FREE_ATTEMPTS, MAX_DOUBLINGS)));
        }
        return true;
    }

    public synchronized void succeeded() {
        failures = 0;
        nextAttempt = Instant.MIN;
    }
}
