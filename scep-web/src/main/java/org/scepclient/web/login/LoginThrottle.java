package org.scepclient.web.login;

import java.time.Duration;
import org.scepclient.agent.schedule.MonotonicClock;

/**
 * Slows down password guessing: after each failed login, the wait before the next one doubles, up to half a minute. A
 * single counter for all clients costs no memory per attacker; the owner can still log in with a one-time link.
 */
public final class LoginThrottle {
    private static final int FREE_ATTEMPTS = 3;
    private static final int MAX_DOUBLINGS = 5;

    private final MonotonicClock clock;
    private int failures;
    private Duration lastAttempt = Duration.ZERO;
    private Duration delay = Duration.ZERO;

    public LoginThrottle(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Admits a login unless one has to wait. An admitted login counts as failed until {@link #succeeded}. */
    public synchronized boolean admit() {
        Duration now = clock.time();
        Duration elapsed = now.minus(lastAttempt);
        // Negative only if the system's monotonic clock is defective, which must not lock out the owner.
        if (!elapsed.isNegative() && elapsed.compareTo(delay) < 0) {
            return false;
        }
        failures++;
        lastAttempt = now;
        if (failures >= FREE_ATTEMPTS) {
            delay = Duration.ofSeconds(1L << Math.min(failures - FREE_ATTEMPTS, MAX_DOUBLINGS));
        }
        return true;
    }

    public synchronized void succeeded() {
        failures = 0;
        delay = Duration.ZERO;
    }
}
