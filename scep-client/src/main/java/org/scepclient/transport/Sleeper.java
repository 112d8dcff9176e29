package org.scepclient.transport;

import java.time.Duration;

/** Waits, and measures how much time has passed; tests record the durations instead. */
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration duration) throws InterruptedException;

    /** The time since a fixed origin on the monotonic clock, which setting the time of day does not change. */
    default Duration time() {
        return Duration.ofNanos(System.nanoTime());
    }

    /** Suspends the current thread. */
    static Sleeper ofThread() {
        return Thread::sleep;
    }
}
