package org.scepclient.transport;

import java.time.Duration;
import java.util.Optional;

/** How long to wait before a failed exchange is tried again, and when to give up. */
@FunctionalInterface
public interface Backoff {

    /**
     * The wait before the next attempt, if there is to be one.
     *
     * @param failures how often the exchange has failed, at least 1
     * @param elapsed the time since its first attempt began
     * @param asked the server's {@code Retry-After}; zero when it said nothing
     * @return the wait before the next attempt, not shorter than {@code asked}; empty to give up
     */
    Optional<Duration> delay(int failures, Duration elapsed, Duration asked);

    /** No second attempt. */
    static Backoff none() {
        return (failures, elapsed, asked) -> Optional.empty();
    }
}
