package org.scepclient.testca.fault;

import org.scepclient.testca.authority.Hierarchy;
import org.scepclient.testca.authority.Identity;

/** Signers that a client must reject; their signatures are valid. */
record SignerFaults(UntrustedIdentities impostors) {

    Identity apply(Fault fault, Hierarchy hierarchy) {
        return switch (fault) {
            case SIGNED_BY_NAMESAKE ->
                impostors.namesake(hierarchy.replySigner().certificate());
            case SIGNED_BY_DEVICE -> impostors.device(hierarchy.issuer());
            case SIGNED_BY_EXPIRED_RA -> impostors.expiredRa(hierarchy.issuer());
            case SIGNED_BY_FUTURE_RA -> impostors.futureRa(hierarchy.issuer());
            case SIGNED_BY_UNRELATED_RA -> impostors.unrelatedRa();
            default -> impostors.stranger();
        };
    }
}
