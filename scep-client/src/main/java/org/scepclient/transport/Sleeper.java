package org.scepclient.transport;

import java.time.Duration;

/** Lets time pass; in tests it only takes notes. */
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration duration) throws InterruptedException;

    /** The sleeper of the running thread. */
    static Sleeper ofThread() {
        return Thread::sleep;
    }
}
