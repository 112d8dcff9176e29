package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.TrustException;

/**
 * What counts of fetched certificates, and what does not.
 *
 * @param ca the trust anchors and the certificates that lead down from them
 * @param reasons the certificates that are left aside, each with the reason: they are neither trusted nor kept, and
 *     spoil nothing
 */
public record CaSelection(CaCertificates ca, Map<X509Certificate, String> reasons) {

    public CaSelection {
        reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    }

    static CaSelection of(List<X509Certificate> fetched, Set<X509Certificate> anchors, PathRules rules) {
        CertificationPaths paths = new CertificationPaths(anchors, fetched);
        Set<X509Certificate> kept = new LinkedHashSet<>();
        Map<X509Certificate, String> reasons = new LinkedHashMap<>();
        for (X509Certificate certificate : fetched) {
            paths.obstacle(certificate, rules)
                    .ifPresentOrElse(reason -> reasons.put(certificate, reason), () -> kept.add(certificate));
        }
        kept.addAll(anchors);
        return new CaSelection(new CaCertificates(List.copyOf(kept), anchors), reasons);
    }

    /** The certificates that do not count, in the order of the answer. */
    public List<X509Certificate> leftAside() {
        return List.copyOf(reasons.keySet());
    }

    /**
     * The same with the registration authorities of these fingerprints as the only ones, each of which must be served.
     * There are two where one signs and another is encrypted to.
     */
    public CaSelection withAuthorities(List<Fingerprint> expected) throws TrustException {
        List<X509Certificate> authorities = ca.certificates().stream()
                .filter(one -> !CertificateUse.isCa(one))
                .toList();
        Set<X509Certificate> pinned = new LinkedHashSet<>();
        for (Fingerprint fingerprint : expected) {
            pinned.add(authorities.stream()
                    .filter(fingerprint::matches)
                    .findFirst()
                    .orElseThrow(() -> FingerprintMismatch.of(authorities, fingerprint, "RA")));
        }
        return withAuthorities(pinned);
    }

    /** The same with the pinned registration authorities of before, where the trust anchor is one of before. */
    public CaSelection keepingAuthorities(CaCertificates before) throws TrustException {
        boolean same = before.anchors().stream().anyMatch(ca.anchors()::contains);
        return same && !before.authorities().isEmpty() ? withAuthorities(before.authorities()) : this;
    }

    /** The same with these registration authorities as the only ones; one of them must be served. */
    CaSelection withAuthorities(Set<X509Certificate> pinned) throws TrustException {
        Map<X509Certificate, String> others = new LinkedHashMap<>(reasons);
        List<X509Certificate> kept = new ArrayList<>();
        Set<X509Certificate> served = new LinkedHashSet<>();
        for (X509Certificate certificate : ca.certificates()) {
            if (pinned.contains(certificate)) {
                served.add(certificate);
            }
            if (CertificateUse.isCa(certificate) || pinned.contains(certificate)) {
                kept.add(certificate);
            } else {
                others.put(
                        certificate,
                        CertificateUse.described(certificate) + " is not the pinned registration authority");
            }
        }
        if (served.isEmpty()) {
            throw FingerprintMismatch.of(
                    List.copyOf(others.keySet()),
                    Fingerprint.of(pinned.iterator().next(), DigestAlgorithm.SHA256),
                    "RA");
        }
        return new CaSelection(new CaCertificates(kept, ca.anchors(), served), others);
    }

    /** One line for each certificate that was left aside. */
    public List<String> notices() {
        return reasons.entrySet().stream()
                .map(one -> "left aside: " + named(CertificateUse.described(one.getKey()), one.getValue()))
                .toList();
    }

    /** Some reasons are about a certificate above. */
    private static String named(String certificate, String reason) {
        return reason.contains(certificate) ? reason : certificate + ": " + reason;
    }
}
