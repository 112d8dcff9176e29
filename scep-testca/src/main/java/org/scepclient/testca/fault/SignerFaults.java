package org.scepclient.testca.fault;

import org.scepclient.testca.authority.Hierarchy;
import org.scepclient.testca.authority.Identity;

/** Signers that a client must reject; their signatures are valid. */
record SignerFaults(UntrustedIdentities untrusted) {

    Identity apply(Fault fault, Hierarchy hierarchy) {
        return switch (fault) {
            case SIGNED_BY_NAMESAKE ->
                untrusted.namesake(hierarchy.replySigner().certificate());
            case SIGNED_BY_DEVICE -> untrusted.device(hierarchy.issuer());
            case SIGNED_BY_EXPIRED_RA -> untrusted.expiredRa(hierarchy.issuer());
            case SIGNED_BY_FUTURE_RA -> untrusted.futureRa(hierarchy.issuer());
            case SIGNED_BY_UNRELATED_RA -> untrusted.unrelatedRa();
            default -> untrusted.stranger();
        };
    }
}
