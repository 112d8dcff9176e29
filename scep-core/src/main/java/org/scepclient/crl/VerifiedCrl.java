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
        Optional<Revocation> revocation) {

    public boolean revoked() {
        return revocation.isPresent();
    }

    /**
     * The entry of a revoked certificate in a CRL.
     *
     * @param revokedAt the revocation date
     * @param reason the name of the reasonCode in RFC 5280 §5.3.1, for example {@code keyCompromise}
     */
    public record Revocation(Instant revokedAt, Optional<String> reason) {

        /** {@code CRLReason ::= ENUMERATED}; 7 is not used. */
        static String reasonName(int code) {
            return switch (code) {
                case 0 -> "unspecified";
                case 1 -> "keyCompromise";
                case 2 -> "cACompromise";
                case 3 -> "affiliationChanged";
                case 4 -> "superseded";
                case 5 -> "cessationOfOperation";
                case 6 -> "certificateHold";
                case 8 -> "removeFromCRL";
                case 9 -> "privilegeWithdrawn";
                case 10 -> "aACompromise";
                default -> "reason " + code;
            };
        }
    }
}
