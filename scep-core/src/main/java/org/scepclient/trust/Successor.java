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
 * Selects the next CA from the certificates of a verified GetNextCACert message (RFC 8894 §4.7). The constraints of a CA
 * apply to its successor.
 */
final class Successor {
    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    /** The certificate of the current CA and its issuers, the trust anchor last. */
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

    /** The successor announced by a CA that is not an anchor; it cannot introduce a new one. */
    static CaCertificates below(CaCertificates current, List<X509Certificate> next, PathRules rules)
            throws TrustException {
        CaSelection selection = CaSelection.of(next, current.anchors(), rules);
        if (selection.ignored().size() == next.size()) {
            throw refused(
                    next.getFirst(),
                    "does not chain to the trust anchor, and only the trust anchor's own key can announce another one;"
                            + " compare its fingerprint with the CA administrator's, and pin it");
        }
        return selection.ca();
    }

    private void requireAcceptable(X509Certificate candidate) throws TrustException {
        Optional<String> fault = fault(candidate);
        if (fault.isPresent()) {
            throw refused(candidate, fault.get());
        }
    }

    /** The reason why a certificate cannot replace the current CA's; empty if it can. */
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

    /** The number of CAs allowed below the signer by all constraints (RFC 5280 §6.1.4). */
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

    /** Registration authorities and lower CAs of the successor, which may not be valid before it is. */
    private List<X509Certificate> below(Set<X509Certificate> anchors, List<X509Certificate> next) {
        CertificationPaths paths = new CertificationPaths(anchors, next);
        List<X509Certificate> kept = new ArrayList<>();
        for (X509Certificate certificate : next) {
            Instant start = next.stream()
                    .map(one -> one.getNotBefore().toInstant())
                    .filter(one -> !one.isAfter(certificate.getNotAfter().toInstant()))
                    .max(Instant::compareTo)
                    .orElse(rules.now());
            Instant at = start.isAfter(rules.now()) ? start : rules.now();
            if (paths.trusts(certificate, rules.at(at))) {
                kept.add(certificate);
            }
        }
        return kept;
    }

    private static TrustException refused(X509Certificate candidate, String reason) {
        return new TrustException(
                ErrorCode.UNTRUSTED, "the next CA certificate " + CertificateUse.described(candidate) + " " + reason);
    }
}
