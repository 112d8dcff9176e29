package org.scepclient.crl;

import java.time.Instant;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * A current CRL that a trusted CA signed and that covers the certificate in question.
 *
 * @param source its encoding
 * @param nextUpdate the time by which the next CRL will be issued, if given
 * @param entries the number of its entries
 * @param revocation the certificate's entry; empty if it is not revoked
 */
public record VerifiedCrl(
        CrlSource source,
        X500Principal issuer,
        Instant thisUpdate,
        Optional<Instant> nextUpdate,
        long entries,
        Optional<CrlEntry> revocation) {

    public boolean revoked() {
        return revocation.isPresent();
    }
}
