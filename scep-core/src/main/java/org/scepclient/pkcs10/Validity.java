package org.scepclient.pkcs10;

import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.Time;
import org.scepclient.cms.EncodedTime;

/** The time for which a certificate is made, both ends included, in whole seconds. */
public record Validity(Instant notBefore, Instant notAfter) {
    /**
     * Some servers want the signing time of a message, on their own clock, inside the validity of the signer's
     * certificate: a day is more than clocks differ.
     */
    private static final Duration BACK_DATED = Duration.ofDays(1);

    /** A request may be polled for as long as a year, and each poll is signed. */
    private static final Duration FORWARD = Duration.ofDays(2 * 365);

    public Validity {
        if (notAfter.isBefore(notBefore)) {
            throw new IllegalArgumentException("notAfter " + notAfter + " is before notBefore " + notBefore);
        }
    }

    /** From a day before {@code now} to two years after. */
    public static Validity around(Instant now) {
        return new Validity(now.minus(BACK_DATED), now.plus(FORWARD));
    }

    Time encodedNotBefore() {
        return encode(notBefore);
    }

    Time encodedNotAfter() {
        return encode(notAfter);
    }

    private static Time encode(Instant instant) {
        return Time.getInstance(EncodedTime.of(instant));
    }
}
