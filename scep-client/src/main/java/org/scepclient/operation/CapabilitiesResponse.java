package org.scepclient.operation;

import java.util.Optional;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;

/**
 * The response to GetCACaps (RFC 8894 §3.5).
 *
 * @param capabilities the server's capabilities; none if the response was not a list
 * @param reason the reason why the response had none; empty if it had some
 * @param failure why there may be a list another time: the server closed the connection without a response, or fails (HTTP 5xx)
 */
public record CapabilitiesResponse(
        CaCapabilities capabilities, Optional<String> reason, Optional<TransportException> failure) {

    static CapabilitiesResponse listed(CaCapabilities capabilities) {
        return new CapabilitiesResponse(capabilities, Optional.empty(), Optional.empty());
    }

    static CapabilitiesResponse none(String reason) {
        return new CapabilitiesResponse(CaCapabilities.none(), Optional.of(reason), Optional.empty());
    }

    static CapabilitiesResponse none(String reason, TransportException failure) {
        return new CapabilitiesResponse(CaCapabilities.none(), Optional.of(reason), Optional.of(failure));
    }

    /** The failure of the connection, if the server closed it without a response. */
    public Optional<TransportException> closed() {
        return failure.filter(e -> e.code() == ErrorCode.UNREACHABLE);
    }

    /** Whether the server named any capabilities, even if none of them is known. */
    public boolean listed() {
        return !capabilities.known().isEmpty() || !capabilities.unknown().isEmpty();
    }

    /** A response without a list, for which these capabilities count. */
    public CapabilitiesResponse counting(CaCapabilities known) {
        return new CapabilitiesResponse(known, reason, failure);
    }
}
