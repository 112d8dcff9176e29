package org.scepclient.operation;

import java.util.Optional;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.error.TransportException;

/**
 * The response to GetCACaps (RFC 8894 §3.5).
 *
 * @param capabilities the server's capabilities; none if the response was not a list
 * @param reason the reason why there are none; empty if there are some
 * @param closed the failure of the connection, if the server closed it without a response
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
                Optional.of("the server closed the connection without a response"),
                Optional.of(closed));
    }
}
