package org.scepclient.cli.sscep;

import java.time.Duration;
import java.util.Optional;
import org.scepclient.transport.Backoff;

/**
 * Waits one step longer each time, until a total has passed: {@code sscep -W}.
 *
 * @param step the first wait and the growth
 * @param total the longest time from the first attempt to the last one's begin
 */
record LinearBackoff(Duration step, Duration total) implements Backoff {

    /** Steps of one second up to a total. */
    public static LinearBackoff upTo(Duration total) {
        return new LinearBackoff(Duration.ofSeconds(1), total);
    }

    @Override
    public Optional<Duration> delay(int failures, Duration elapsed, Duration asked) {
        Duration left = total.minus(elapsed);
        if (!left.isPositive() || asked.compareTo(left) > 0) {
            return Optional.empty();
        }
        Duration wait = step.multipliedBy(failures);
        Duration wanted = wait.compareTo(asked) < 0 ? asked : wait;
        return Optional.of(wanted.compareTo(left) > 0 ? left : wanted);
    }
}
