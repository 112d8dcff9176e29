package org.scepclient.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds who issued a certificate and proves that the issuer leads to a trust anchor (RFC 5280 §6).
 *
 * @param anchors trusted for a reason outside any message
 * @param pool certificates that may stand between, trusted only when they lead to an anchor
 */
record CertificateChain(Set<X509Certificate> anchors, Collection<X509Certificate> pool) {

    /** The CA certificate that issued {@code certificate} and is, or leads to, an anchor valid at {@code now}. */
    Optional<X509Certificate> trustedIssuer(X509Certificate certificate, Instant now) {
        for (X509Certificate anchor : anchors) {
            if (issued(anchor, certificate) && CertificateUse.isValidAt(anchor, now)) {
                return Optional.of(anchor);
            }
        }
        for (X509Certificate candidate : pool) {
            if (!anchors.contains(candidate)
                    && issued(candidate, certificate)
                    && leadsToAnchor(candidate, certificate, now)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** True when {@code certificate} is an anchor, or was issued by one that leads to an anchor. */
    boolean trusts(X509Certificate certificate, Instant now) {
        return anchors.contains(certificate) || trustedIssuer(certificate, now).isPresent();
    }

    /** By name and by signature; the issuer must be a CA that may sign certificates. */
    static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        if (!CertificateUse.issues(issuer)
                || !issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                || !mayIssue(issuer, certificate)) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** RFC 5280 §4.2.1.9: under a pathLenConstraint of 0 a CA issues no other CAs. */
    private static boolean mayIssue(X509Certificate issuer, X509Certificate certificate) {
        return !countsBelow(certificate) || issuer.getBasicConstraints() != 0;
    }

    private static boolean countsBelow(X509Certificate certificate) {
        return CertificateUse.isCa(certificate) && !CertificateUse.isSelfIssued(certificate);
    }

    /** Longer chains are left to the JDK's PKIX implementation, which need not be loaded for the usual short ones. */
    private boolean leadsToAnchor(X509Certificate ca, X509Certificate issued, Instant now) {
        try {
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(ca);
            Set<TrustAnchor> trusted = anchors.stream()
                    .filter(anchor -> CertificateUse.isCa(anchor) && CertificateUse.isValidAt(anchor, now))
                    .map(anchor -> new TrustAnchor(anchor, null))
                    .collect(Collectors.toSet());
            if (trusted.isEmpty()) {
                return false;
            }
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, target);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(pool)));
            var built = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            return hasRoom(built, issued);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * RFC 5280 §6.1.4 (l), (m): the pathLenConstraint of each CA on the path. The JDK takes the last certificate of a
     * path for an end entity and does not count it, while here it is the issuer.
     */
    private static boolean hasRoom(PKIXCertPathBuilderResult built, X509Certificate issued) {
        List<X509Certificate> upwards = new ArrayList<>();
        built.getCertPath().getCertificates().forEach(one -> upwards.add((X509Certificate) one));
        upwards.add(built.getTrustAnchor().getTrustedCert());
        int below = countsBelow(issued) ? 1 : 0;
        for (X509Certificate ca : upwards) {
            if (ca.getVersion() > 1 && ca.getBasicConstraints() < below) {
                return false;
            }
            below += countsBelow(ca) ? 1 : 0;
        }
        return true;
    }
}
