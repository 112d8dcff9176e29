package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Selects the trust anchor from a response of an unknown CA. */
final class FirstContact {
    /** The number of CAs in a response that are tried. */
    private static final int MAX_CANDIDATES = 4;

    /** The number of signatures that are verified with untrusted keys. */
    private static final int MAX_VERIFICATIONS = 200;

    private FirstContact() {}

    /** Selects the topmost CA with the most certificates below it; the newer of two generations. */
    static CaSelection select(List<X509Certificate> fetched, PathRules rules) {
        List<X509Certificate> candidates = candidates(fetched, rules);
        CaSelection best = CaSelection.of(fetched, Set.of(candidates.getFirst()), rules);
        for (X509Certificate candidate : candidates.subList(1, candidates.size())) {
            CaSelection selection = CaSelection.of(fetched, Set.of(candidate), rules);
            best = selection.ignored().size() < best.ignored().size() ? selection : best;
        }
        return best;
    }

    private static List<X509Certificate> candidates(List<X509Certificate> fetched, PathRules rules) {
        Predicate<X509Certificate> usable =
                one -> CertificateUse.issues(one) && CertificateUse.isValidAt(one, rules.now());
        List<X509Certificate> topmost = topmost(fetched).stream().filter(usable).toList();
        List<X509Certificate> candidates = (topmost.isEmpty() ? fetched : topmost)
                .stream()
                        .filter(usable)
                        .sorted(NewestFirst.ORDER)
                        .limit(MAX_CANDIDATES)
                        .toList();
        // Without a usable CA, a later use of the anchor reports the reason, for example the clock.
        return candidates.isEmpty() ? List.of(fetched.getFirst()) : candidates;
    }

    /**
     * The certificates that no other one issued. Two roots of one CA, the old one and its renewal with the same key, verify
     * each other; both remain. So do certificates with too many possible issuers.
     */
    static Set<X509Certificate> topmost(List<X509Certificate> certificates) {
        Set<X509Certificate> topmost = new LinkedHashSet<>(certificates);
        int verifications = 0;
        for (X509Certificate one : certificates) {
            List<X509Certificate> namesakes = certificates.stream()
                    .filter(other -> CertificateUse.issues(other)
                            && other.getSubjectX500Principal().equals(one.getIssuerX500Principal()))
                    .toList();
            verifications += namesakes.size() + 1;
            if (verifications > MAX_VERIFICATIONS) {
                break;
            }
            if (!CertificateUse.issued(one, one)
                    && namesakes.stream().anyMatch(other -> CertificateUse.issued(other, one))) {
                topmost.remove(one);
            }
        }
        return topmost;
    }
}
