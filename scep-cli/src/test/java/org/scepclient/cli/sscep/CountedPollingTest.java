package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.fixture.TestDevice;

class CountedPollingTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    /** Elapsed time does not count, only interval times number of polls. */
    @ParameterizedTest
    @CsvSource({"3, 5, 1, 1", "3, 3, 1, 0", "300, 28800, 256, 95", "1, 100, 0, 0"})
    void countsIntervalTimesNumber(int interval, int limit, int count, int polls) throws Exception {
        CountedPolling polling = new CountedPolling(Duration.ofSeconds(interval), Duration.ofSeconds(limit), count);
        EnrollmentTicket first = TestDevice.rsa("/CN=router-7").ticket(SINCE);
        int number = 0;
        while (polling.next(polled(first, number), SINCE.plus(Duration.ofDays(1)))
                .isPresent()) {
            number++;
        }
        assertThat(number).isEqualTo(polls);
    }

    @Test
    void endsWithAnOutage() {
        assertThat(new CountedPolling(Duration.ofSeconds(3), Duration.ofSeconds(100), 10).toleratesOutages())
                .isFalse();
    }

    private static EnrollmentTicket polled(EnrollmentTicket ticket, int polls) {
        return new EnrollmentTicket(
                ticket.transactionId(), ticket.request(), ticket.signer(), "", ticket.since(), polls);
    }
}
