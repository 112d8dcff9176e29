package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.error.TrustException;

/** Decides whether a response belongs to a known CA, and selects the trusted certificates. */
record Recognition(CaCertificates known, PathRules rules) {

    Optional<CaSelection> select(List<X509Certificate> fetched) throws TrustException {
        Set<X509Certificate> used = used(fetched, anchors(fetched));
        if (used.isEmpty()) {
            return Optional.empty();
        }
        CaSelection selection = CaSelection.of(fetched, used, rules);
        return Optional.of(known.authorities().isEmpty() ? selection : selection.withAuthorities(known.authorities()));
    }

    /** The known anchors and their renewed certificates. */
    private Set<X509Certificate> anchors(List<X509Certificate> fetched) {
        Set<X509Certificate> anchors = new LinkedHashSet<>(known.anchors());
        fetched.stream()
                .filter(one -> known.anchors().stream().anyMatch(anchor -> isRenewal(one, anchor)))
                .forEach(anchors::add);
        return anchors;
    }

    private boolean isRenewal(X509Certificate candidate, X509Certificate anchor) {
        return CertificateUse.isRenewal(candidate, anchor)
                && SignatureAlgorithms.refusal(candidate, rules).isEmpty()
                && new Successor(List.of(anchor), rules).fault(candidate).isEmpty();
    }

    /** The anchors that were served, or to which a served certificate chains. */
    private Set<X509Certificate> used(List<X509Certificate> fetched, Set<X509Certificate> anchors) {
        CertificationPaths paths = new CertificationPaths(anchors, fetched);
        Set<X509Certificate> used = new LinkedHashSet<>();
        for (X509Certificate certificate : fetched) {
            if (anchors.contains(certificate)) {
                used.add(certificate);
            } else {
                paths.find(certificate, rules).ifPresent(path -> used.add(path.anchor()));
            }
        }
        return used;
    }
}
