package org.scepclient.testca.service;

import java.time.Duration;
import java.util.Optional;
import org.scepclient.caps.CaCapabilities;
import org.scepclient.value.Secret;

/**
 * What the CA asks of its clients.
 *
 * @param challenge the challengePassword of a first enrollment; empty when none is asked for
 * @param signingTimeTolerance how far a message's signing time may be from the CA's clock
 */
public record ServiceRules(
        Optional<Secret> challenge, Approval approval, CaCapabilities capabilities, Duration signingTimeTolerance) {}
