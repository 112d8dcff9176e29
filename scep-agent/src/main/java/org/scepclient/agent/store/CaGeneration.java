package org.scepclient.agent.store;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.scepclient.trust.CaCertificates;

/**
 * The certificates of a CA between two of its rollovers.
 *
 * @param certificates certificates of the CA and its registration authorities
 * @param since time since which this device trusts them
 */
public record CaGeneration(CaCertificates certificates, Instant since) {

    /** True if all certificates are valid at this time. */
    public boolean isValidAt(Instant now) {
        return certificates.certificates().stream().allMatch(certificate -> isValid(certificate, now));
    }

    /** True if all certificates have expired. */
    boolean isExpired(Instant now) {
        return certificates.certificates().stream()
                .allMatch(certificate -> now.isAfter(certificate.getNotAfter().toInstant()));
    }

    private static boolean isValid(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }
}
