package org.scepclient.testca;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.authority.KeyKind;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.service.Approval;
import org.scepclient.value.Secret;

/**
 * The settings of a test CA; {@link TestCaConfigBuilder} has their defaults.
 *
 * @param port to listen on; 0 for a free one
 * @param challenge the challengePassword required for a first enrollment; empty for none
 * @param approval whether a first enrollment needs a decision by an administrator
 * @param ra the registration authorities that receive requests and sign replies
 * @param intermediate true for an issuing CA under a root, false for a self-signed one
 * @param keyKind of the CA's key
 * @param keys where the CA's keys come from
 * @param validity validity period of issued certificates
 * @param capabilities the answer to GetCACaps; anything else is refused
 * @param signingTimeTolerance how far a message's signing time may be from the CA's clock
 * @param crlDistributionPoints addresses that issued certificates name before the CA's own
 * @param fault the fault that is switched on from the start
 */
public record TestCaConfig(
        int port,
        Optional<Secret> challenge,
        Approval approval,
        RaSetup ra,
        boolean intermediate,
        KeyKind keyKind,
        GeneratedKeyPairs keys,
        Duration validity,
        CaCapabilities capabilities,
        Duration signingTimeTolerance,
        List<URI> crlDistributionPoints,
        Optional<Fault> fault,
        Clock clock,
        SecureRandom random) {

    public TestCaConfig {
        crlDistributionPoints = List.copyOf(crlDistributionPoints);
        if (validity.isZero() || validity.isNegative()) {
            throw new IllegalArgumentException("the validity is " + validity + ", it must be positive");
        }
        // RFC 8894 §3: without an RSA key, a request can only be encrypted with the password.
        if (keyKind == KeyKind.EC && ra == RaSetup.NONE && challenge.isEmpty()) {
            throw new IllegalArgumentException("a CA with an EC key and without RA needs a challenge password");
        }
    }

    /** A CA with an RSA-2048 key that grants everything, under the system's clock. */
    public static TestCaConfigBuilder builder() {
        return new TestCaConfigBuilder();
    }
}
