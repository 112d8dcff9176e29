package org.scepclient.cli.sscep;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.enrollment.Polling;

/**
 * Polling as {@code sscep} counts it: the limit is compared with interval times number, not with the elapsed time. So
 * {@code -n 1 -t 3 -T 5} polls once, and {@code -t X -T X} or {@code -n 0} not at all.
 *
 * @param interval {@code -t}
 * @param limit {@code -T}
 * @param count {@code -n}
 */
record CountedPolling(Duration interval, Duration limit, int count) implements Polling {

    @Override
    public Optional<Duration> next(EnrollmentTicket ticket, Instant now) {
        long number = ticket.polls() + 1L;
        boolean over = interval.multipliedBy(number).compareTo(limit) >= 0 || number > count;
        return over ? Optional.empty() : Optional.of(interval);
    }

    @Override
    public boolean toleratesOutages() {
        return false;
    }
}
