package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;

/**
 * Finds certification paths to trust anchors.
 *
 * <p>The CAs below the anchors are determined once, starting from the anchors, so that only trusted keys verify signatures:
 * foreign certificates, even a hundred that certify each other, are never followed.
 */
final class CertificationPaths {
    /** Longer than any real hierarchy. */
    private static final int MAX_LENGTH = 8;

    /** The number of complete and partial paths to one certificate that are followed. */
    private static final int MAX_STEPS = 64;

    private final Set<X509Certificate> anchors;
    /** Each CA below an anchor, with the CAs that issued it. */
    private final Map<X509Certificate, Set<X509Certificate>> issuersOf = new LinkedHashMap<>();

    /**
     * Paths of these certificates.
     *
     * @param anchors trusted independently of any message
     * @param pool possible intermediate certificates
     */
    CertificationPaths(Set<X509Certificate> anchors, Collection<X509Certificate> pool) {
        this.anchors = anchors;
        Deque<X509Certificate> reached = new ArrayDeque<>(anchors);
        while (!reached.isEmpty()) {
            X509Certificate issuer = reached.poll();
            pool.stream()
                    .filter(candidate -> CertificateUse.issues(candidate) && !anchors.contains(candidate))
                    .filter(candidate -> CertificateUse.issued(issuer, candidate))
                    .filter(candidate -> link(candidate, issuer))
                    .forEach(reached::add);
        }
    }

    /** Returns true if {@code ca} was not reached before. */
    private boolean link(X509Certificate ca, X509Certificate issuer) {
        boolean isNew = !issuersOf.containsKey(ca);
        issuersOf.computeIfAbsent(ca, ignored -> new LinkedHashSet<>()).add(issuer);
        return isNew;
    }

    /** The shortest valid path of {@code target}. */
    Optional<CertificationPath> find(X509Certificate target, PathRules rules) {
        return candidates(target).stream()
                .filter(path -> path.fault(rules).isEmpty())
                .findFirst();
    }

    /** Fails with the reason if {@link #find} finds no path. */
    void require(X509Certificate target, PathRules rules) throws TrustException {
        Optional<String> fault = fault(target, rules);
        if (fault.isPresent()) {
            throw new TrustException(ErrorCode.UNTRUSTED, fault.get());
        }
    }

    /** The reason why there is no valid path; empty if there is one. */
    private Optional<String> fault(X509Certificate target, PathRules rules) {
        List<String> faults = new ArrayList<>();
        for (CertificationPath path : candidates(target)) {
            Optional<String> fault = path.fault(rules);
            if (fault.isEmpty()) {
                return Optional.empty();
            }
            faults.add(fault.get());
        }
        return Optional.of(
                faults.isEmpty()
                        ? CertificateUse.described(target) + " does not chain to a trust anchor"
                        : faults.getFirst());
    }

    private List<CertificationPath> candidates(X509Certificate target) {
        List<CertificationPath> found = new ArrayList<>();
        Deque<List<X509Certificate>> open = new ArrayDeque<>(List.of(List.of(target)));
        for (int steps = 0; !open.isEmpty() && steps < MAX_STEPS; steps++) {
            List<X509Certificate> upwards = open.poll();
            for (X509Certificate issuer : issuers(upwards.getLast())) {
                if (anchors.contains(issuer)) {
                    found.add(new CertificationPath(issuer, upwards));
                } else if (upwards.size() < MAX_LENGTH && !upwards.contains(issuer)) {
                    List<X509Certificate> longer = new ArrayList<>(upwards);
                    longer.add(issuer);
                    open.add(longer);
                }
            }
        }
        return found;
    }

    private Collection<X509Certificate> issuers(X509Certificate certificate) {
        Set<X509Certificate> known = issuersOf.get(certificate);
        if (known != null) {
            return known;
        }
        List<X509Certificate> issuers = new ArrayList<>();
        for (Collection<X509Certificate> group : List.of(anchors, issuersOf.keySet())) {
            group.stream()
                    .filter(issuer -> CertificateUse.issued(issuer, certificate))
                    .forEach(issuers::add);
        }
        return issuers;
    }

    /** True if a trusted CA has signed {@code certificate}, which may be invalid nevertheless. */
    boolean hasIssuerOf(X509Certificate certificate) {
        return !issuers(certificate).isEmpty();
    }

    /** As {@link #trusts}, but {@code certificate} itself may have expired or not be valid yet. */
    boolean hasPathTo(X509Certificate certificate, PathRules rules) {
        return pathProblem(certificate, rules).isEmpty();
    }

    /** The reason why {@link #hasPathTo} is false. */
    Optional<String> pathProblem(X509Certificate certificate, PathRules rules) {
        if (anchors.contains(certificate)) {
            return Optional.empty();
        }
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        Instant within = rules.now().isBefore(begin) ? begin : rules.now().isAfter(end) ? end : rules.now();
        return fault(certificate, rules.at(within));
    }

    /** True if {@code certificate} is an anchor or has a valid path to one. */
    boolean trusts(X509Certificate certificate, PathRules rules) {
        return anchors.contains(certificate) || find(certificate, rules).isPresent();
    }
}
