package org.scepclient.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The moment by which an exchange is over, on the clock that nobody sets. */
record Deadline(long nanoTime) {

    static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    long remainingNanos() {
        return nanoTime - System.nanoTime();
    }

    boolean passed() {
        return remainingNanos() <= 0;
    }

    /** For socket time-outs, where 0 would mean none: at least 1, at most {@code limit}. */
    int remainingMillis(Duration limit) {
        long millis = Math.min(TimeUnit.NANOSECONDS.toMillis(remainingNanos()), limit.toMillis());
        return Math.clamp(millis, 1, Integer.MAX_VALUE);
    }
}
