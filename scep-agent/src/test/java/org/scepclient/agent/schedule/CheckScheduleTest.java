package org.scepclient.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckScheduleTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void differBetweenDevicesByATenth() {
        long different = IntStream.range(0, 100)
                .mapToObj(device -> times(device).next(NOW, Instant.MAX))
                .peek(next -> assertThat(Duration.between(NOW, next))
                        .isBetween(Duration.ofMinutes(1296), Duration.ofMinutes(1584)))
                .distinct()
                .count();
        assertThat(different).isEqualTo(100);
    }

    @Test
    void areNotBeforeADueRenewal() {
        Instant due = NOW.plus(Duration.ofHours(10));
        for (int device = 0; device < 100; device++) {
            assertThat(times(device).next(NOW, due)).isBetween(due, due.plus(Duration.ofHours(1)));
        }
    }

    @Test
    void areSoonAfterAFailureAndThenAtTheRegularInterval() {
        assertThat(waitAfter(1)).isBetween(Duration.ofSeconds(54), Duration.ofSeconds(66));
        assertThat(waitAfter(4)).isBetween(Duration.ofMinutes(7), Duration.ofMinutes(9));
        assertThat(waitAfter(50)).isBetween(Duration.ofHours(21), Duration.ofHours(27));
    }

    private static Duration waitAfter(int failures) {
        return Duration.between(NOW, times(7).afterFailure(NOW, failures));
    }

    private static CheckSchedule times(int device) {
        return new CheckSchedule(DAY, new Random(device));
    }
}
