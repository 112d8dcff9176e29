package org.scepclient.operation;

import java.util.Optional;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.error.TransportException;

/**
 * The answer to GetCACaps (RFC 8894 §3.5), and why there are no capabilities in it.
 *
 * @param capabilities what the server offers; none if it answered with something else than a list
 * @param reason in words, why there are none; empty where there are some
 * @param closed the failure of the connection, where the server closed it in place of an answer
 */
public record CapabilitiesResponse(
        CaCapabilities capabilities, Optional<String> reason, Optional<TransportException> closed) {

    static CapabilitiesResponse listed(CaCapabilities capabilities) {
        return new CapabilitiesResponse(capabilities, Optional.empty(), Optional.empty());
    }

    static CapabilitiesResponse none(String reason) {
        return new CapabilitiesResponse(CaCapabilities.none(), Optional.of(reason), Optional.empty());
    }

    static CapabilitiesResponse none(TransportException closed) {
        return new CapabilitiesResponse(
                CaCapabilities.none(),
                Optional.of("the server closed the connection without an answer"),
                Optional.of(closed));
    }
}
