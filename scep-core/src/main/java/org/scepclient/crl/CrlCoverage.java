package org.scepclient.crl;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;

/**
 * Whether a verified CRL can tell about a certificate (RFC 5280 §5.2, §5.3, §6.3.3 (b) to (e)). One that cannot is
 * not the certificate's, whatever it lists.
 */
record CrlCoverage(CrlContent crl, CrlSubject subject) {

    /** Why the CRL says nothing about the certificate, listed or not; empty: it does. */
    Optional<String> gap() {
        CrlExtensions extensions = crl.extensions();
        if (extensions.unknownCritical().isPresent()) {
            return Optional.of(
                    "has the critical extension " + extensions.unknownCritical().get() + ", which is not known here");
        }
        if (crl.entries().unknownCritical().isPresent()) {
            return Optional.of("has an entry with the critical extension "
                    + crl.entries().unknownCritical().get() + ", which is not known here");
        }
        if (extensions.delta()) {
            return Optional.of("is a delta CRL, which lists changes only; the complete one is needed");
        }
        return extensions.scope().isPresent() ? scopeGap(extensions.scope().get()) : unscopedGap();
    }

    private Optional<String> unscopedGap() {
        if (crl.entries().namesIssuers()) {
            return Optional.of("has entries of other issuers without being an indirect CRL");
        }
        return crl.issuer().equals(subject.issuer())
                ? Optional.empty()
                : Optional.of("is not an indirect CRL, and the certificate is of another issuer");
    }

    private Optional<String> scopeGap(CrlExtensions.Scope scope) {
        if (scope.attributeCertificates()) {
            return Optional.of("is about attribute certificates only");
        }
        if (scope.userCertificates() && subject.isCa()) {
            return Optional.of("is about end entities only, and the certificate is a CA's");
        }
        if (scope.caCertificates() && !subject.isCa()) {
            return Optional.of("is about CA certificates only, and the certificate is an end entity's");
        }
        if (!scope.indirect() && unscopedGap().isPresent()) {
            return unscopedGap();
        }
        return subject.points().stream().anyMatch(point -> corresponds(point, scope))
                ? Optional.empty()
                : Optional.of("is of a distribution point that the certificate does not name");
    }

    /** RFC 5280 §6.3.3 (b). */
    private boolean corresponds(DistributionPoint point, CrlExtensions.Scope scope) {
        boolean issuer = point.crlIssuers().isEmpty()
                ? crl.issuer().equals(subject.issuer())
                : scope.indirect() && point.crlIssuers().contains(crl.issuer());
        return issuer && (scope.names().isEmpty() || !Collections.disjoint(scope.names(), point.names()));
    }

    /**
     * Why a CRL that does not list the certificate leaves it open whether it is revoked: there may be other CRLs, for
     * other reasons or by another key; empty: it does not.
     */
    Optional<String> gapUnlessListed() {
        Optional<CrlExtensions.Scope> scope = crl.extensions().scope();
        if (scope.isPresent()) {
            if (scope.get().someReasons()) {
                return Optional.of("is about some reasons of revocation only");
            }
            boolean all =
                    subject.points().stream().anyMatch(point -> point.allReasons() && corresponds(point, scope.get()));
            if (!all) {
                return Optional.of("is of a distribution point for some reasons of revocation only");
            }
        }
        boolean otherKey = crl.issuer().equals(subject.issuer())
                && subject.certificate().isPresent()
                && crl.signer().isPresent()
                && !issued(crl.signer().get(), subject.certificate().get());
        return otherKey
                ? Optional.of("is signed with another key of this name than the certificate")
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
