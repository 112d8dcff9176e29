package org.scepclient.it.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for something outside this process that tells nobody when it happens. */
public final class Glances {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Glances() {}

    /** Looks again and again; fails when it has not happened within the limit. */
    public static void until(Duration limit, BooleanSupplier happened, String what) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + limit.toSeconds() + " s in vain for " + what);
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }
}
