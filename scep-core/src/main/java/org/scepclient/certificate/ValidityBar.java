package org.scepclient.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** How much of a certificate's time has passed, for a person. */
public record ValidityBar(X509Certificate certificate, Instant now) {
    private static final int WIDTH = 30;

    public Instant from() {
        return certificate.getNotBefore().toInstant();
    }

    public Instant until() {
        return certificate.getNotAfter().toInstant();
    }

    /** {@code 2026-03-01 to 2027-03-01}. */
    public String dates() {
        return from().toString().substring(0, 10) + " to " + until().toString().substring(0, 10);
    }

    /** {@code 364 days left}, {@code expired}, {@code not valid yet}. */
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

    /** {@code [████░░░░]}: the part that has passed is filled. */
    public String bar() {
        int filled = (int) Math.round(part(now) * WIDTH);
        return "[" + "█".repeat(filled) + "░".repeat(WIDTH - filled) + "]";
    }

    /** Where in the validity a moment lies: 0 is its begin or earlier, 1 its end or later. */
    public double part(Instant moment) {
        double whole = Math.max(1, Duration.between(from(), until()).toMillis());
        return Math.clamp(Duration.between(from(), moment).toMillis() / whole, 0.0, 1.0);
    }
}
