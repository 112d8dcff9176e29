package org.scepclient.cli.scepclient;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** How much of a certificate's time has passed, for a person. */
record ValidityBar(X509Certificate certificate, Instant now) {
    private static final int WIDTH = 30;

    private Instant from() {
        return certificate.getNotBefore().toInstant();
    }

    private Instant until() {
        return certificate.getNotAfter().toInstant();
    }

    /** {@code 2026-03-01 to 2027-03-01}. */
    String dates() {
        return from().toString().substring(0, 10) + " to " + until().toString().substring(0, 10);
    }

    /** {@code 364 days left}, {@code expired}, {@code not valid yet}. */
    String words() {
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
    String bar() {
        double whole = Math.max(1, Duration.between(from(), until()).toMillis());
        double passed = Duration.between(from(), now).toMillis() / whole;
        int filled = (int) Math.round(Math.clamp(passed, 0.0, 1.0) * WIDTH);
        return "[" + "█".repeat(filled) + "░".repeat(WIDTH - filled) + "]";
    }
}
