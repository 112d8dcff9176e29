package org.scepclient.agent.store;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.scepclient.trust.CaCertificates;

/**
 * The certificates of a CA between two of its rollovers.
 *
 * @param certificates the CA's and its registration authorities'
 * @param since when this device came to trust them
 */
public record CaGeneration(CaCertificates certificates, Instant since) {

    /** True while all its certificates are in their validity. */
    public boolean isValidAt(Instant now) {
        return certificates.certificates().stream().allMatch(one -> contains(one, now));
    }

    /** True when none of its certificates can become or stay valid. */
    boolean isOver(Instant now) {
        return certificates.certificates().stream()
                .allMatch(one -> now.isAfter(one.getNotAfter().toInstant()));
    }

    private static boolean contains(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }
}
