package org.scepclient.pkcs10;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x509.Time;

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

    // RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050 and, by the same reason, before 1950
    private static Time encode(Instant instant) {
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        boolean utcTime = time.getYear() >= 1950 && time.getYear() <= 2049;
        String digits = String.format(
                Locale.ROOT,
                "%04d%02d%02d%02d%02d%02dZ",
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
        ASN1Primitive encoded = utcTime ? new DERUTCTime(digits.substring(2)) : new DERGeneralizedTime(digits);
        return Time.getInstance(encoded);
    }
}
