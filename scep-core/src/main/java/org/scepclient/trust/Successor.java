package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;

/**
 * Which certificates of a verified GetNextCACert message become the next CA (RFC 8894 §4.7). A CA passes on no more
 * than it has: its constraints bind its successor.
 */
final class Successor {
    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    /** The certificate of the current CA, then its issuers, the trust anchor last. */
    private final List<X509Certificate> upwards;

    private final PathRules rules;

    Successor(List<X509Certificate> upwards, PathRules rules) {
        this.upwards = List.copyOf(upwards);
        this.rules = rules;
    }

    CaCertificates of(List<X509Certificate> next) throws TrustException {
        Set<X509Certificate> anchors = new LinkedHashSet<>();
        for (X509Certificate candidate : FirstContact.topmost(next)) {
            if (CertificateUse.isCa(candidate)) {
                requireAcceptable(candidate);
                anchors.add(candidate);
            }
        }
        if (anchors.isEmpty()) {
            throw refused(next.getFirst(), "is not a CA certificate");
        }
        return new CaCertificates(below(anchors, next), anchors);
    }

    /** Announced by a CA that is not an anchor itself: otherwise any CA below an anchor could become one. */
    static CaCertificates below(CaCertificates current, List<X509Certificate> next, PathRules rules)
            throws TrustException {
        CaSelection selection = CaSelection.of(next, current.anchors(), rules);
        if (selection.leftAside().size() == next.size()) {
            throw refused(
                    next.getFirst(),
                    "does not chain down from the trust anchor, and only the trust anchor's own key can announce another"
                            + " one; compare its fingerprint with the one that the CA's people tell you, and pin it");
        }
        return selection.ca();
    }

    private void requireAcceptable(X509Certificate candidate) throws TrustException {
        Optional<String> fault = fault(candidate);
        if (fault.isPresent()) {
            throw refused(candidate, fault.get());
        }
    }

    /** Why a certificate must not take the place of the current CA's. */
    Optional<String> fault(X509Certificate candidate) {
        if (!CertificateUse.issues(candidate)) {
            return Optional.of("may not issue certificates: its keyUsage lacks keyCertSign");
        }
        if (rules.now().isAfter(candidate.getNotAfter().toInstant())) {
            return Optional.of("is valid from " + CertificateUse.validity(candidate) + "; check this device's clock");
        }
        if (candidate.getVersion() > 1 && candidate.getBasicConstraints() > pathLengthLeft()) {
            return Optional.of("has a longer path length than the current CA, which allows " + pathLengthLeft());
        }
        byte[] own = candidate.getExtensionValue(NAME_CONSTRAINTS);
        for (X509Certificate constrained : upwards) {
            byte[] names = constrained.getExtensionValue(NAME_CONSTRAINTS);
            if (names != null && !Arrays.equals(names, own)) {
                return Optional.of("lacks the name constraints of the current CA");
            }
        }
        return Optional.empty();
    }

    /** How many CAs may stand below the signer, from all constraints above them (RFC 5280 §6.1.4). */
    private int pathLengthLeft() {
        int left = Integer.MAX_VALUE;
        int between = 0;
        for (X509Certificate ca : upwards) {
            if (ca.getVersion() > 1 && ca.getBasicConstraints() != Integer.MAX_VALUE) {
                left = Math.min(left, ca.getBasicConstraints() - between);
            }
            between += CertificateUse.countsForPathLength(ca) ? 1 : 0;
        }
        return left;
    }

    /** Registration authorities and lower CAs of the successor; they may begin to be valid with it. */
    private List<X509Certificate> below(Set<X509Certificate> anchors, List<X509Certificate> next) {
        CertificationPaths paths = new CertificationPaths(anchors, next);
        List<X509Certificate> kept = new ArrayList<>();
        for (X509Certificate certificate : next) {
            Instant begin = next.stream()
                    .map(one -> one.getNotBefore().toInstant())
                    .filter(one -> !one.isAfter(certificate.getNotAfter().toInstant()))
                    .max(Instant::compareTo)
                    .orElse(rules.now());
            Instant at = begin.isAfter(rules.now()) ? begin : rules.now();
            if (paths.trusts(certificate, rules.at(at))) {
                kept.add(certificate);
            }
        }
        return kept;
    }

    private static TrustException refused(X509Certificate candidate, String why) {
        return new TrustException(
                ErrorCode.UNTRUSTED, "the next CA certificate " + CertificateUse.described(candidate) + " " + why);
    }
}
