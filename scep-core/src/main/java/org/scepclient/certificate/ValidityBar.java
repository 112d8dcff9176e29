package org.scepclient.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** The elapsed part of a certificate's validity, for display. */
public record ValidityBar(X509Certificate certificate, Instant now) {
    private static final int WIDTH = 30;

    public Instant from() {
        return certificate.getNotBefore().toInstant();
    }

    public Instant until() {
        return certificate.getNotAfter().toInstant();
    }

    /** The dates, for example {@code 2026-03-01 to 2027-03-01}. */
    public String dates() {
        return from().toString().substring(0, 10) + " to " + until().toString().substring(0, 10);
    }

    /** The state: {@code 364 days left}, {@code expired} or {@code not valid yet}. */
    public String words() {
        if (now.isBefore(from())) {
            return "not valid yet";
        }
        Duration left = Duration.between(now, until());
        if (left.isNegative()) {
            return "expired";
        }
        if (left.toDays() >= 2) {
            return left.toDays() + " days left";
        }
        return left.toHours() >= 2 ? left.toHours() + " hours left" : left.toMinutes() + " minutes left";
    }

    /** A bar such as {@code [████░░░░]}, filled for the elapsed part. */
    public String bar() {
        int filled = (int) Math.round(part(now) * WIDTH);
        return "[" + "█".repeat(filled) + "░".repeat(WIDTH - filled) + "]";
    }

    /** The position of a moment in the validity, from 0 (at or before its start) to 1 (at or after its end). */
    public double part(Instant moment) {
        double whole = Math.max(1, Duration.between(from(), until()).toMillis());
        return Math.clamp(Duration.between(from(), moment).toMillis() / whole, 0.0, 1.0);
    }
}
