package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which certificate of an answer becomes the trust anchor where nothing is known about the CA. */
final class FirstContact {
    /** CAs in one answer that are tried. */
    private static final int MAX_CANDIDATES = 4;

    /** Signatures that are verified with keys of certificates that nobody trusts yet. */
    private static final int MAX_VERIFICATIONS = 200;

    private FirstContact() {}

    /** The topmost CA with the most of the others below it, and of two generations the newer. */
    static CaSelection select(List<X509Certificate> fetched, PathRules rules) {
        List<X509Certificate> candidates = candidates(fetched, rules);
        CaSelection best = CaSelection.of(fetched, Set.of(candidates.getFirst()), rules);
        for (X509Certificate candidate : candidates.subList(1, candidates.size())) {
            CaSelection selection = CaSelection.of(fetched, Set.of(candidate), rules);
            best = selection.leftAside().size() < best.leftAside().size() ? selection : best;
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
        // Without a usable CA, what the anchor is asked for later says what is wrong with it, for example the clock.
        return candidates.isEmpty() ? List.of(fetched.getFirst()) : candidates;
    }

    /**
     * Those that no other issued. Two roots of one CA, the old and its renewal with the same key, verify each other:
     * both stay. So do those whose issuers are too many to tell.
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
