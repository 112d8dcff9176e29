package org.scepclient.web.page;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Formats of times for display. */
final class TimeFormat {
    private TimeFormat() {}

    /** Formats a time as {@code 2026-03-01 12:00:00 UTC}. */
    static String utc(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }

    /** Formats a time relative to now: {@code 5 minutes ago}, {@code in 3 days}, {@code now}. */
    static String relative(Instant now, Instant time) {
        Duration distance = Duration.between(now, time).abs();
        if (distance.toSeconds() < 1) {
            return "now";
        }
        String duration = duration(distance);
        return time.isBefore(now) ? duration + " ago" : "in " + duration;
    }

    /** Formats a duration in the largest unit of which it has at least two: {@code 47 hours}. */
    static String duration(Duration duration) {
        if (duration.toDays() >= 2) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() >= 2) {
            return duration.toHours() + " hours";
        }
        if (duration.toMinutes() >= 2) {
            return duration.toMinutes() + " minutes";
        }
        return duration.toSeconds() == 1 ? "1 second" : duration.toSeconds() + " seconds";
    }
}
