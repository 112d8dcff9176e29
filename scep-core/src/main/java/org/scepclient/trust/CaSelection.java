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
 * The trusted and the ignored ones of fetched certificates.
 *
 * @param ca the trust anchors and the certificates that chain to them
 * @param reasons the ignored certificates, each with the reason; they are neither trusted nor stored
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
            paths.pathProblem(certificate, rules)
                    .ifPresentOrElse(reason -> reasons.put(certificate, reason), () -> kept.add(certificate));
        }
        kept.addAll(anchors);
        return new CaSelection(new CaCertificates(List.copyOf(kept), anchors), reasons);
    }

    /** The ignored certificates, in the order of the response. */
    public List<X509Certificate> ignored() {
        return List.copyOf(reasons.keySet());
    }

    /**
     * This selection with only the registration authorities of these fingerprints, each of which must be served. Some CAs
     * have two: one signs replies, the other decrypts requests.
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

    /** This selection with the registration authorities that were pinned before, if it has an earlier trust anchor. */
    public CaSelection withEarlierAuthorities(CaCertificates before) throws TrustException {
        boolean same = before.anchors().stream().anyMatch(ca.anchors()::contains);
        return same && !before.authorities().isEmpty() ? withAuthorities(before.authorities()) : this;
    }

    /** This selection with only these registration authorities, at least one of which must be served. */
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

    /** One line per ignored certificate. */
    public List<String> notices() {
        return reasons.entrySet().stream()
                .map(one -> "certificate ignored: " + named(CertificateUse.described(one.getKey()), one.getValue()))
                .toList();
    }

    /** Adds the certificate to the reason, unless it names it already. */
    private static String named(String certificate, String reason) {
        return reason.contains(certificate) ? reason : certificate + ": " + reason;
    }
}
