package org.scepclient.testca.fault;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.authority.Hierarchy;
import org.scepclient.testca.authority.Identity;
import org.scepclient.testca.authority.SerialNumbers;
import org.scepclient.value.Bytes;

/** Signers that GetCACert lists beside the right certificates; the same in every response. */
public final class ListedSigners {
    private final UntrustedIdentities untrusted;
    private final Map<Key, Listed> made = new ConcurrentHashMap<>();

    public ListedSigners(GeneratedKeyPairs keys, Clock clock, SecureRandom random) {
        this.untrusted = new UntrustedIdentities(keys, new SerialNumbers(random), clock);
    }

    private record Key(Fault fault, X509Certificate issuer) {}

    /**
     * A signer and the certificates listed for it.
     *
     * @param certificates its own and those between it and the CA, in either direction
     */
    private record Listed(Identity signer, List<X509Certificate> certificates) {}

    Identity signer(Fault fault, Hierarchy hierarchy) {
        return listed(fault, hierarchy).signer();
    }

    /** The GetCACert response, with the signer's certificates first. */
    Bytes published(Fault fault, Hierarchy hierarchy) {
        return OrderedCertificates.of(listed(fault, hierarchy).certificates())
                .and(hierarchy.published())
                .encode();
    }

    private Listed listed(Fault fault, Hierarchy hierarchy) {
        Key key = new Key(fault, hierarchy.issuer().certificate());
        return made.computeIfAbsent(key, missing -> make(fault, hierarchy));
    }

    private Listed make(Fault fault, Hierarchy hierarchy) {
        Identity issuer = hierarchy.issuer();
        return switch (fault) {
            case SIGNED_BY_LISTED_DEVICE -> alone(untrusted.signingDevice(issuer));
            case SIGNED_BY_LISTED_EXPIRED_RA -> alone(untrusted.expiredSigningRa(issuer));
            case SIGNED_BY_LISTED_ENCIPHERING_RA -> alone(untrusted.encipheringRa(issuer));
            case SIGNED_BY_RA_WITH_UNKNOWN_CRITICAL_EXTENSION ->
                alone(untrusted.signingRa(issuer, List.of(UnusualExtensions.unknownCritical())));
            case SIGNED_BY_RA_OUTSIDE_NAME_CONSTRAINTS -> constrained(issuer);
            case SIGNED_BY_LISTED_STRANGER -> alone(untrusted.stranger());
            default -> {
                Identity root = untrusted.stranger();
                yield new Listed(
                        root, List.of(root.certificate(), untrusted.crossCertificate(hierarchy.anchor(), root)));
            }
        };
    }

    private Listed constrained(Identity issuer) {
        Identity ca = untrusted.subordinate(
                "CN=Constrained CA,O=Permitted", UnusualExtensions.caWithNameConstraints(), issuer);
        Identity ra = untrusted.signingRa(ca, List.of());
        return new Listed(ra, List.of(ra.certificate(), ca.certificate()));
    }

    private static Listed alone(Identity signer) {
        return new Listed(signer, new ArrayList<>(List.of(signer.certificate())));
    }
}
