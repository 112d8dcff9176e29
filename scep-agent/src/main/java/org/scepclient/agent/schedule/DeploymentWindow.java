package org.scepclient.agent.schedule;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.InvalidInputException;

/**
 * The local times at which a new certificate may be put in use: {@code [DAYS] HH:MM-HH:MM}, several separated by semicolons.
 * A span that ends before it begins ends on the next day.
 */
public final class DeploymentWindow {
    private static final String REMEDY =
            "expected [DAYS] HH:MM-HH:MM, for example 02:00-04:00, Sat,Sun 22:00-06:00 or Mon-Fri 01:00-03:00; several are"
                    + " separated by semicolons";
    private static final Pattern SPAN = Pattern.compile("(?:(\\S+) +)?([0-9]{1,2}:[0-9]{2}) *- *([0-9]{1,2}:[0-9]{2})");
    private static final String END_OF_DAY = "24:00";
    private static final int DAYS_OF_WEEK = 7;
    private static final int DAY_LETTERS = 3;

    private final List<Span> spans;

    private DeploymentWindow(List<Span> spans) {
        this.spans = spans;
    }

    private record Span(Set<DayOfWeek> days, LocalTime begin, LocalTime end) {
        boolean contains(ZonedDateTime time) {
            return isOpenFrom(time.toLocalDate(), time)
                    || isOpenFrom(time.toLocalDate().minusDays(1), time);
        }

        private boolean isOpenFrom(LocalDate day, ZonedDateTime time) {
            LocalDate last = end.isAfter(begin) ? day : day.plusDays(1);
            return days.contains(day.getDayOfWeek())
                    && !time.isBefore(ZonedDateTime.of(day, begin, time.getZone()))
                    && time.isBefore(ZonedDateTime.of(last, end, time.getZone()));
        }

        ZonedDateTime next(ZonedDateTime time) {
            for (int day = 0; day <= DAYS_OF_WEEK; day++) {
                LocalDate date = time.toLocalDate().plusDays(day);
                ZonedDateTime opening = ZonedDateTime.of(date, begin, time.getZone());
                if (days.contains(date.getDayOfWeek()) && opening.isAfter(time)) {
                    return opening;
                }
            }
            throw new IllegalStateException("a span without days: " + this);
        }
    }

    /**
     * Parses a window.
     *
     * @param place the setting, for the message
     */
    public static DeploymentWindow parse(String place, String text) {
        List<Span> spans = new ArrayList<>();
        for (String span : text.split(";", -1)) {
            spans.add(span(place, span.strip()));
        }
        return new DeploymentWindow(spans);
    }

    private static Span span(String place, String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidInputException(place, "invalid window '" + text + "'", REMEDY);
        }
        Set<DayOfWeek> days = matcher.group(1) == null ? EnumSet.allOf(DayOfWeek.class) : days(place, matcher.group(1));
        if (matcher.group(2).equals(END_OF_DAY)) {
            throw new InvalidInputException(
                    place, "invalid time '" + END_OF_DAY + "'", "begin at 00:00 of the next day");
        }
        LocalTime begin = time(place, matcher.group(2));
        LocalTime end = time(place, matcher.group(3));
        return new Span(days, begin, end);
    }

    private static LocalTime time(String place, String text) {
        try {
            String padded = text.length() == "H:MM".length() ? "0" + text : text;
            return padded.equals(END_OF_DAY) ? LocalTime.MIDNIGHT : LocalTime.parse(padded);
        } catch (DateTimeException e) {
            throw new InvalidInputException(place, "invalid time '" + text + "'", REMEDY);
        }
    }

    private static Set<DayOfWeek> days(String place, String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", -1);
            if (ends.length > 2) {
                throw new InvalidInputException(place, "invalid days '" + part + "'", "separate them by commas");
            }
            DayOfWeek last = day(place, ends[ends.length - 1]);
            DayOfWeek day = day(place, ends[0]);
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String place, String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().substring(0, DAY_LETTERS).equals(text.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw new InvalidInputException(
                place, "invalid day '" + text + "'", "expected Mon, Tue, Wed, Thu, Fri, Sat or Sun");
    }

    /** The next time at which the window opens; empty if it is open. */
    public Optional<Instant> opening(ZonedDateTime time) {
        return isOpen(time)
                ? Optional.empty()
                : spans.stream().map(span -> span.next(time).toInstant()).min(Instant::compareTo);
    }

    private boolean isOpen(ZonedDateTime time) {
        return spans.stream().anyMatch(span -> span.contains(time));
    }
}
