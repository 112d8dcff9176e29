package org.scepclient.it.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for events outside of this process by polling. */
public final class Await {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Await() {}

    /** Polls until the event has happened; fails at the limit. */
    public static void until(Duration limit, BooleanSupplier happened, String what) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("timed out after " + limit.toSeconds() + " s waiting for " + what);
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }
}
