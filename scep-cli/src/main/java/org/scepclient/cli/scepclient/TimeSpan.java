package org.scepclient.cli.scepclient;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.cli.CommandException;

/** Durations with a unit: {@code 30}, {@code 30s}, {@code 5m}, {@code 8h}, {@code 90d}. */
final class TimeSpan {
    static final String LABEL = "TIME";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhd]?)");

    private TimeSpan() {}

    /** Reads a duration; a number without a unit is in seconds. */
    static Duration parse(String option, String text) throws CommandException {
        Matcher span = FORM.matcher(text);
        if (!span.matches()) {
            throw CommandException.usage(option + ": expected a time such as 30s, 5m, 8h or 90d, found '" + text + "'");
        }
        long number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
    }

    /** The duration as on a clock: {@code 0:42}, {@code 12:05}, {@code 1:02:03}. */
    static String clock(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        String minutesAndSeconds = seconds / 60 % 60 + ":" + twoDigits(seconds % 60);
        if (seconds < 3600) {
            return minutesAndSeconds;
        }
        return seconds / 3600 + ":" + twoDigits(seconds / 60 % 60) + ":" + twoDigits(seconds % 60);
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
