package org.scepclient.trust;

import java.time.Instant;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.DigestAlgorithm;

/**
 * The inputs of a path validation (RFC 5280 §6.1.1) that do not follow from the certificates.
 *
 * @param now when the certificates must be valid
 * @param sha1 true where a certificate signed with SHA-1 is accepted; MD5 never is
 */
public record PathRules(Instant now, boolean sha1) {

    /** SHA-1 counts in certificates where it counts in messages. */
    public static PathRules of(AlgorithmPolicy policy, Instant now) {
        return new PathRules(now, policy.acceptDigests().contains(DigestAlgorithm.SHA1));
    }

    PathRules at(Instant other) {
        return new PathRules(other, sha1);
    }
}
