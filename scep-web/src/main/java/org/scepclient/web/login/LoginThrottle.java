package org.scepclient.web.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Slows down guessing: after each wrong password the next one is not looked at for twice as long, up to half a minute.
 * One number for everybody, so that many attackers cost no memory; the one-time link remains for the owner.
 */
public final class LoginThrottle {
    private static final int FREE = 3;
    private static final int MOST_DOUBLINGS = 5;

    private final Clock clock;
    private int failures;
    private Instant next = Instant.MIN;

    public LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** False while no password is looked at. Who is let try is counted as wrong until {@link #succeeded}. */
    public synchronized boolean admit() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return false;
        }
        failures++;
        if (failures >= FREE) {
            next = now.plus(Duration.ofSeconds(1L << Math.min(failures - FREE, MOST_DOUBLINGS)));
        }
        return true;
    }

    public synchronized void succeeded() {
        failures = 0;
        next = Instant.MIN;
    }
}
