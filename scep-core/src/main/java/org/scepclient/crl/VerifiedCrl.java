package org.scepclient.crl;

import java.time.Instant;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * A CRL that a trusted CA signed, that is in force, and that tells about the certificate in question.
 *
 * @param source its encoding
 * @param nextUpdate when the next one is to be there, if it says so
 * @param entries how many certificates it lists
 * @param revocation the certificate's entry; empty: it is not revoked
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
