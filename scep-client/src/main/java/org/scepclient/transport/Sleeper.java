package org.scepclient.transport;

import java.time.Duration;

/** Waits; tests record the durations instead. */
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration duration) throws InterruptedException;

    /** Suspends the current thread. */
    static Sleeper ofThread() {
        return Thread::sleep;
    }
}
