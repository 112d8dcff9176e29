package org.scepclient.cli.sscep;

import java.time.Duration;
import java.util.Optional;
import org.scepclient.transport.Backoff;

/**
 * Increases the wait by one step each time, up to a total: {@code sscep -W}.
 *
 * @param step first wait and increment
 * @param total maximum time from the start of the first attempt to that of the last one
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
        Duration delay = wait.compareTo(asked) < 0 ? asked : wait;
        return Optional.of(delay.compareTo(left) > 0 ? left : delay);
    }
}
