package org.scepclient.it.jscep;

import java.time.Duration;
import java.util.Optional;
import org.jscep.transaction.FailInfo;

/**
 * The settings of a {@link JscepCa}.
 *
 * @param challenge the challengePassword that a request must carry
 * @param manualApproval whether a request waits for {@link JscepCa#approveAll()}
 * @param split whether there are two RA certificates with the same DN, one to sign and one to decrypt, as with NDES
 * @param nextCa the kind of the next CA certificate
 * @param refusal the failInfo in the replies to all requests
 * @param validity period of device certificates, from the time of issue
 */
public record JscepSettings(
        String challenge,
        boolean manualApproval,
        boolean split,
        NextCa nextCa,
        Optional<FailInfo> refusal,
        Duration validity) {

    /** Kinds of the next CA certificate. */
    public enum NextCa {
        /** None: HTTP 501. */
        NONE,
        /** A new self-signed certificate. */
        SELF_SIGNED,
        /** A certificate for a new key, signed by the current CA. */
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
