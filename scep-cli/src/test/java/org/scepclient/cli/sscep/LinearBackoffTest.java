package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinearBackoffTest {
    private static final Duration NOT_ASKED = Duration.ZERO;

    @Test
    void waitsOneSecondLongerEachTimeUntilTheTotalHasPassed() {
        LinearBackoff backoff = LinearBackoff.upTo(Duration.ofSeconds(8));
        List<Long> waits = new ArrayList<>();
        Duration elapsed = Duration.ZERO;
        for (int failures = 1; ; failures++) {
            Optional<Duration> wait = backoff.delay(failures, elapsed, NOT_ASKED);
            if (wait.isEmpty()) {
                break;
            }
            waits.add(wait.get().toSeconds());
            elapsed = elapsed.plus(wait.get());
        }
        assertThat(waits).containsExactly(1L, 2L, 3L, 2L);
    }

    @Test
    void makesOneAttemptWithoutTotal() {
        assertThat(LinearBackoff.upTo(Duration.ZERO).delay(1, Duration.ZERO, NOT_ASKED))
                .isEmpty();
    }

    @Test
    void waitsAsLongAsTheServerAsksWithinTheTotal() {
        LinearBackoff backoff = LinearBackoff.upTo(Duration.ofSeconds(8));
        assertThat(backoff.delay(1, Duration.ZERO, Duration.ofSeconds(5))).contains(Duration.ofSeconds(5));
        assertThat(backoff.delay(1, Duration.ZERO, Duration.ofSeconds(9))).isEmpty();
    }
}
