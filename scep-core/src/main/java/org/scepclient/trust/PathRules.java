package org.scepclient.trust;

import java.time.Instant;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.DigestAlgorithm;

/**
 * The inputs of a path validation (RFC 5280 §6.1.1) besides the certificates.
 *
 * @param now the time at which the certificates must be valid
 * @param sha1 whether a certificate may be signed with SHA-1; MD5 is never accepted
 */
public record PathRules(Instant now, boolean sha1) {

    /** Rules that accept SHA-1 in certificates if {@code policy} accepts it in messages. */
    public static PathRules of(AlgorithmPolicy policy, Instant now) {
        return new PathRules(now, policy.acceptDigests().contains(DigestAlgorithm.SHA1));
    }

    PathRules at(Instant other) {
        return new PathRules(other, sha1);
    }
}
