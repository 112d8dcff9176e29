package org.scepclient.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The time by which an exchange must end, on the monotonic clock. */
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

    /** The remaining time for socket time-outs: at most {@code limit}, at least 1, because 0 disables them. */
    int remainingMillis(Duration limit) {
        long millis = Math.min(TimeUnit.NANOSECONDS.toMillis(remainingNanos()), limit.toMillis());
        return Math.clamp(millis, 1, Integer.MAX_VALUE);
    }
}
