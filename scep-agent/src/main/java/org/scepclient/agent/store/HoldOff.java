package org.scepclient.agent.store;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.scepclient.error.StorageException;
import org.scepclient.file.NamedLines;

/**
 * The time for which no certificate is requested after one that was issued and not accepted: otherwise each check would have the
 * CA issue another one of the same kind.
 *
 * @param since time of the last such certificate
 * @param until earliest time of the next request
 * @param count number of such certificates in a row
 * @param origin source of the request; after a change of it, a request is made at once
 * @param reason why the certificate was not accepted
 */
public record HoldOff(Instant since, Instant until, int count, PendingEnrollment.Origin origin, String reason) {
    private static final String HEAD = "hold-off";
    private static final String VERSION = "1";
    private static final Duration FIRST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final int MAX_DOUBLINGS = 10;

    /** The hold-off after another certificate that was not accepted. */
    public static HoldOff after(int count, Instant now, PendingEnrollment.Origin origin, String reason) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(count - 1, MAX_DOUBLINGS));
        return new HoldOff(now, now.plus(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST), count, origin, reason);
    }

    /** Whether it holds at this time; not if the clock was set back since. */
    public boolean holdsAt(Instant now) {
        return !now.isBefore(since) && now.isBefore(until);
    }

    String encode() {
        NamedLines text = NamedLines.begin()
                .put(HEAD, VERSION)
                .put("since", since)
                .put("until", until)
                .put("count", count)
                .put("reason", reason);
        origin.write(text);
        return text.toString();
    }

    static HoldOff decode(String place, String text) throws StorageException {
        NamedLines lines = NamedLines.parse(place, text);
        try {
            if (!lines.value(HEAD).equals(VERSION)) {
                throw lines.damaged("unknown version", null);
            }
            return new HoldOff(
                    Instant.parse(lines.value("since")),
                    Instant.parse(lines.value("until")),
                    Integer.parseInt(lines.value("count")),
                    PendingEnrollment.Origin.read(lines),
                    lines.value("reason"));
        } catch (DateTimeException | NumberFormatException e) {
            throw lines.damaged(String.valueOf(e.getMessage()), e);
        }
    }
}
