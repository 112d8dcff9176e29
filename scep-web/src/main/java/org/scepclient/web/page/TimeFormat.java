package org.scepclient.web.page;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments for people. */
final class TimeFormat {
    private TimeFormat() {}

    /** {@code 2026-03-01 12:00:00 UTC}. */
    static String at(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace('T', ' ')
                .replace("Z", " UTC");
    }

    /** {@code 5 minutes ago}, {@code in 3 days}, {@code now}. */
    static String from(Instant now, Instant moment) {
        Duration distance = Duration.between(now, moment).abs();
        if (distance.toSeconds() < 1) {
            return "now";
        }
        String words = words(distance);
        return moment.isBefore(now) ? words + " ago" : "in " + words;
    }

    /** The largest unit of which there are two: {@code 47 hours}. */
    static String words(Duration time) {
        if (time.toDays() >= 2) {
            return time.toDays() + " days";
        }
        if (time.toHours() >= 2) {
            return time.toHours() + " hours";
        }
        if (time.toMinutes() >= 2) {
            return time.toMinutes() + " minutes";
        }
        return time.toSeconds() == 1 ? "1 second" : time.toSeconds() + " seconds";
    }
}
