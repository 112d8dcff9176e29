package org.scepclient.crl;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;

/**
 * Decides whether a verified CRL covers a certificate (RFC 5280 §5.2, §5.3, §6.3.3 (b) to (e)). If it does not, its
 * entries do not count.
 */
record CrlCoverage(CrlContent crl, CrlSubject subject) {

    /** The reason why the CRL does not cover the certificate, listed or not; empty if it does. */
    Optional<String> gap() {
        CrlExtensions extensions = crl.extensions();
        if (extensions.unknownCritical().isPresent()) {
            return Optional.of("has the unsupported critical extension "
                    + extensions.unknownCritical().get());
        }
        if (crl.entries().unknownCritical().isPresent()) {
            return Optional.of("has an entry with the unsupported critical extension "
                    + crl.entries().unknownCritical().get());
        }
        if (extensions.delta()) {
            return Optional.of("is a delta CRL, which lists changes only; the complete CRL is required");
        }
        return extensions.scope().isPresent() ? scopeGap(extensions.scope().get()) : unscopedGap();
    }

    private Optional<String> unscopedGap() {
        if (crl.entries().namesIssuers()) {
            return Optional.of("has entries of other issuers without being an indirect CRL");
        }
        return crl.issuer().equals(subject.issuer())
                ? Optional.empty()
                : Optional.of("is not an indirect CRL, and the certificate has another issuer");
    }

    private Optional<String> scopeGap(CrlExtensions.Scope scope) {
        if (scope.attributeCertificates()) {
            return Optional.of("covers attribute certificates only");
        }
        if (scope.userCertificates() && subject.isCa()) {
            return Optional.of("covers end entities only, and the certificate is a CA's");
        }
        if (scope.caCertificates() && !subject.isCa()) {
            return Optional.of("covers CA certificates only, and the certificate is an end entity's");
        }
        if (!scope.indirect() && unscopedGap().isPresent()) {
            return unscopedGap();
        }
        return subject.points().stream().anyMatch(point -> corresponds(point, scope))
                ? Optional.empty()
                : Optional.of("belongs to a distribution point that the certificate does not name");
    }

    /** RFC 5280 §6.3.3 (b). */
    private boolean corresponds(DistributionPoint point, CrlExtensions.Scope scope) {
        boolean issuer = point.crlIssuers().isEmpty()
                ? crl.issuer().equals(subject.issuer())
                : scope.indirect() && point.crlIssuers().contains(crl.issuer());
        return issuer && (scope.names().isEmpty() || !Collections.disjoint(scope.names(), point.names()));
    }

    /**
     * The reason why a certificate may be revoked although this CRL does not list it, such as another CRL for other reasons
     * or by another key; empty if it is not revoked.
     */
    Optional<String> gapUnlessListed() {
        Optional<CrlExtensions.Scope> scope = crl.extensions().scope();
        if (scope.isPresent()) {
            if (scope.get().someReasons()) {
                return Optional.of("covers some revocation reasons only");
            }
            boolean all =
                    subject.points().stream().anyMatch(point -> point.allReasons() && corresponds(point, scope.get()));
            if (!all) {
                return Optional.of("belongs to a distribution point for some revocation reasons only");
            }
        }
        boolean otherKey = crl.issuer().equals(subject.issuer())
                && subject.certificate().isPresent()
                && crl.signer().isPresent()
                && !issued(crl.signer().get(), subject.certificate().get());
        return otherKey
                ? Optional.of("is signed with another key of this issuer than the certificate")
                : Optional.empty();
    }

    private static boolean issued(X509Certificate signer, X509Certificate certificate) {
        try {
            certificate.verify(signer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
