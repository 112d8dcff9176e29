package org.scepclient.testca.service;

import java.time.Duration;
import java.util.Optional;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.value.Secret;

/**
 * The requirements of the CA for requests.
 *
 * @param challenge required for a first enrollment; empty for none
 * @param signingTimeTolerance how far a message's signing time may be from the CA's clock
 */
public record ServiceRules(
        Optional<Secret> challenge, Approval approval, CaCapabilities capabilities, Duration signingTimeTolerance) {}
