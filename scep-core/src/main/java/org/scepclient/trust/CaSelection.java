package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.TrustException;

/**
 * What counts of fetched certificates, and what does not.
 *
 * @param ca the trust anchors and the certificates that lead down from them
 * @param leftAside the others: they are neither trusted nor kept, and spoil nothing
 */
public record CaSelection(CaCertificates ca, List<X509Certificate> leftAside) {

    public CaSelection {
        leftAside = List.copyOf(leftAside);
    }

    static CaSelection of(List<X509Certificate> fetched, Set<X509Certificate> anchors, PathRules rules) {
        CertificationPaths paths = new CertificationPaths(anchors, fetched);
        Set<X509Certificate> kept = new LinkedHashSet<>();
        List<X509Certificate> leftAside = new ArrayList<>();
        for (X509Certificate certificate : fetched) {
            if (paths.leadTo(certificate, rules)) {
                kept.add(certificate);
            } else {
                leftAside.add(certificate);
            }
        }
        kept.addAll(anchors);
        return new CaSelection(new CaCertificates(List.copyOf(kept), anchors), leftAside);
    }

    /** The same with the registration authority of this fingerprint as the only one. */
    public CaSelection withAuthority(Fingerprint expected) throws TrustException {
        List<X509Certificate> authorities = ca.certificates().stream()
                .filter(one -> !CertificateUse.isCa(one))
                .toList();
        X509Certificate pinned = authorities.stream()
                .filter(expected::matches)
                .findFirst()
                .orElseThrow(() -> FingerprintMismatch.of(authorities, expected, "RA"));
        return withAuthorities(Set.of(pinned));
    }

    /** The same with these registration authorities as the only ones; one of them must be served. */
    CaSelection withAuthorities(Set<X509Certificate> pinned) throws TrustException {
        List<X509Certificate> others = new ArrayList<>(leftAside);
        List<X509Certificate> kept = new ArrayList<>();
        Set<X509Certificate> served = new LinkedHashSet<>();
        for (X509Certificate certificate : ca.certificates()) {
            if (pinned.contains(certificate)) {
                served.add(certificate);
            }
            boolean counts = CertificateUse.isCa(certificate) || pinned.contains(certificate);
            (counts ? kept : others).add(certificate);
        }
        if (served.isEmpty()) {
            throw FingerprintMismatch.of(
                    others, Fingerprint.of(pinned.iterator().next(), DigestAlgorithm.SHA256), "RA");
        }
        return new CaSelection(new CaCertificates(kept, ca.anchors(), served), others);
    }

    /** One line for each certificate that was left aside. */
    public List<String> notices() {
        return leftAside.stream()
                .map(one -> "left aside: " + CertificateUse.described(one)
                        + " of the server's answer: it does not chain down from the trust anchor")
                .toList();
    }
}
