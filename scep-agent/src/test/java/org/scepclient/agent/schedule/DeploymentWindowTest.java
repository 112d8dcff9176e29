package org.scepclient.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.error.InvalidInputException;

/** The times are those of Prague, where 2026-06-01 is a Monday, and the clock changes on 2026-03-29 and 2026-10-25. */
class DeploymentWindowTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Prague");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            02:00-04:00                  | 2026-06-01T02:00 | open
            02:00-04:00                  | 2026-06-01T03:59 | open
            02:00-04:00                  | 2026-06-01T04:00 | 2026-06-02T02:00
            02:00-04:00                  | 2026-06-01T01:59 | 2026-06-01T02:00
            2:00 - 4:00                  | 2026-06-01T01:59 | 2026-06-01T02:00
            22:00-05:00                  | 2026-06-01T23:00 | open
            22:00-05:00                  | 2026-06-01T04:59 | open
            22:00-05:00                  | 2026-06-01T05:00 | 2026-06-01T22:00
            Sat,Sun 22:00-06:00          | 2026-06-08T05:59 | open
            Sat,Sun 22:00-06:00          | 2026-06-01T22:30 | 2026-06-06T22:00
            sat,SUN 22:00-06:00          | 2026-06-06T21:59 | 2026-06-06T22:00
            Mon 01:00-02:00              | 2026-06-01T02:00 | 2026-06-08T01:00
            Fri-Mon 01:00-02:00          | 2026-06-02T00:00 | 2026-06-05T01:00
            Mon-Fri 01:00-02:00          | 2026-06-05T03:00 | 2026-06-08T01:00
            Wed 03:00-03:30; 12:00-12:05 | 2026-06-03T02:59 | 2026-06-03T03:00
            Wed 03:00-03:30; 12:00-12:05 | 2026-06-03T04:00 | 2026-06-03T12:00
            20:00-24:00                  | 2026-06-01T23:59 | open
            20:00-24:00                  | 2026-06-01T00:00 | 2026-06-01T20:00
            Sun 03:00-03:00              | 2026-06-08T02:59 | open
            Sun 03:00-03:00              | 2026-06-08T03:00 | 2026-06-14T03:00
            02:30-02:45                  | 2026-03-29T01:00 | 2026-03-29T03:30
            02:30-02:45                  | 2026-10-25T02:35 | open
            """)
    void opensAtLocalTimes(String window, LocalDateTime time, String expected) {
        String found = DeploymentWindow.parse("WINDOW", window)
                .opening(time.atZone(ZONE))
                .map(opening -> LocalDateTime.ofInstant(opening, ZONE).toString())
                .orElse("open");
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            always            | invalid window 'always'
            02:00             | invalid window '02:00'
            02:00-25:00       | invalid time '25:00'
            02:60-03:00       | invalid time '02:60'
            Caturday 02:00-03:00 | invalid day 'Caturday'
            Mon- 02:00-03:00  | invalid day ''
            Mon,,Tue 02:00-03:00 | invalid day ''
            02:00-03:00;      | invalid window ''
            Mon-Wed-Fri 00:00-24:00 | invalid days 'Mon-Wed-Fri'
            Sat 24:00-02:00   | invalid time '24:00'
            """)
    void namesWhatIsInvalid(String window, String problem) {
        assertThatThrownBy(() -> DeploymentWindow.parse("WINDOW", window))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("WINDOW: " + problem)
                .hasMessageContaining(";");
    }

    @ParameterizedTest
    @CsvSource({"02:00-04:00", "Sat 22:00-01:00"})
    void opensWithinAWeek(String window) {
        ZonedDateTime time = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZONE);
        for (int hour = 0; hour < 24 * 366; hour++) {
            ZonedDateTime now = time.plusHours(hour);
            DeploymentWindow.parse("WINDOW", window)
                    .opening(now)
                    .ifPresent(opening -> assertThat(opening)
                            .isBetween(now.toInstant(), now.plusDays(8).toInstant()));
        }
    }
}
