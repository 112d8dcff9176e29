package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which certificate of an answer becomes the trust anchor where nothing is known about the CA. */
final class FirstContact {
    /** CAs in one answer that are tried. */
    private static final int MAX_CANDIDATES = 8;

    private FirstContact() {}

    /** The topmost CA with the most of the others below it, and of two generations the newer. */
    static CaSelection select(List<X509Certificate> fetched, PathRules rules) {
        List<X509Certificate> candidates = candidates(fetched, rules);
        CaSelection best = CaSelection.of(fetched, Set.of(candidates.getFirst()), rules);
        for (X509Certificate candidate : candidates) {
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

    /** Two roots of one CA, the old and its renewal with the same key, verify each other: both stay. */
    static Set<X509Certificate> topmost(List<X509Certificate> certificates) {
        Set<X509Certificate> topmost = new LinkedHashSet<>(certificates);
        topmost.removeIf(one -> !CertificateUse.issued(one, one)
                && certificates.stream().anyMatch(other -> CertificateUse.issued(other, one)));
        return topmost;
    }
}
