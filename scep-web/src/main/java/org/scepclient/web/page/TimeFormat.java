package org.scepclient.web.page;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.web.markup.Markup;

/** Times for display. */
final class TimeFormat {
    private static final Pattern TIME = Pattern.compile("(?<![\\w-])(?<date>\\d{4}-\\d\\d-\\d\\d)"
            + "(?:[ T](?<time>\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)(?: UTC|Z))?(?![\\w-])");

    private TimeFormat() {}

    /** Writes text with its times as elements, which the style sheet keeps on one line: browsers wrap at hyphens. */
    static void write(Markup page, String text) {
        Matcher times = TIME.matcher(text);
        int written = 0;
        while (times.find()) {
            String time = times.group("time") == null ? "" : "T" + times.group("time") + "Z";
            page.text(text.substring(written, times.start()))
                    .leaf("time", times.group(), "datetime", times.group("date") + time);
            written = times.end();
        }
        page.text(text.substring(written));
    }

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
