package org.scepclient.pkcs10;

import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.Time;
import org.scepclient.cms.EncodedTime;

/** The validity period of a self-signed certificate, in whole seconds, both ends included. */
public record Validity(Instant notBefore, Instant notAfter) {
    /**
     * Some servers require their current time to be within the validity of the signer's certificate; clocks differ by less
     * than a day.
     */
    private static final Duration BACK_DATED = Duration.ofDays(1);

    /** A request may be polled for a year, and each poll is signed. */
    private static final Duration FORWARD = Duration.ofDays(2 * 365);

    public Validity {
        if (notAfter.isBefore(notBefore)) {
            throw new IllegalArgumentException("notAfter " + notAfter + " is before notBefore " + notBefore);
        }
    }

    /** From one day before {@code now} to two years after it. */
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
