package org.scepclient.it.jscep;

import java.time.Duration;
import java.util.Optional;
import org.jscep.transaction.FailInfo;

/**
 * What a {@link JscepCa} is asked to be.
 *
 * @param challenge the challengePassword that a request must carry
 * @param manualApproval whether a request waits for {@link JscepCa#approveAll()}
 * @param split whether two RA certificates stand before the CA, as NDES has it: one DN, one key to sign and one to decrypt
 * @param nextCa how the certificate that follows the CA's is made
 * @param refusal the failInfo that every request is answered with
 * @param validity how long the certificates of devices are valid from now on
 */
public record JscepSettings(
        String challenge,
        boolean manualApproval,
        boolean split,
        NextCa nextCa,
        Optional<FailInfo> refusal,
        Duration validity) {

    /** Where the next CA certificate comes from. */
    public enum NextCa {
        /** There is none: HTTP 501. */
        NONE,
        /** A new self-signed certificate. */
        SELF_SIGNED,
        /** A new key under the current CA's signature. */
        SIGNED_BY_CURRENT
    }

    public static JscepSettings withChallenge(String challenge) {
        return new JscepSettings(challenge, false, false, NextCa.NONE, Optional.empty(), Duration.ofDays(365));
    }

    public JscepSettings approvedByHand() {
        return new JscepSettings(challenge, true, split, nextCa, refusal, validity);
    }

    public JscepSettings splitAsNdes() {
        return new JscepSettings(challenge, manualApproval, true, nextCa, refusal, validity);
    }

    public JscepSettings followedBy(NextCa next) {
        return new JscepSettings(challenge, manualApproval, split, next, refusal, validity);
    }

    public JscepSettings refusingWith(FailInfo reason) {
        return new JscepSettings(challenge, manualApproval, split, nextCa, Optional.of(reason), validity);
    }

    public JscepSettings validFor(Duration time) {
        return new JscepSettings(challenge, manualApproval, split, nextCa, refusal, time);
    }
}
