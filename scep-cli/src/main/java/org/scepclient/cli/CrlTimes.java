package org.scepclient.cli;

import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;

/** Whether a CRL is in force (RFC 5280 §5.1.2.4, §5.1.2.5): an old one hides what was revoked since. */
public final class CrlTimes {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private CrlTimes() {}

    /** Refuses a CRL that is not in force at {@code now}. */
    public static void require(X509CRL crl, Instant now) throws TrustException {
        Instant issued = crl.getThisUpdate().toInstant();
        if (issued.isAfter(now.plus(CLOCK_SKEW))) {
            throw refused(crl, "issued at " + issued, now);
        }
        if (crl.getNextUpdate() != null && now.isAfter(crl.getNextUpdate().toInstant())) {
            throw refused(crl, "replaced since " + crl.getNextUpdate().toInstant(), now);
        }
    }

    private static TrustException refused(X509CRL crl, String when, Instant now) {
        return new TrustException(
                ErrorCode.UNTRUSTED,
                "the CRL of '" + crl.getIssuerX500Principal() + "' is not in force: it is to be " + when
                        + ", and now is " + now
                        + "; check this device's clock, and whether the CA still publishes CRLs");
    }
}
