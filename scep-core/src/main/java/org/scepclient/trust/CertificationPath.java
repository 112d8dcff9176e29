package org.scepclient.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.cms.CertificateDecoder;

/**
 * A certification path (RFC 5280 §6.1), which the JDK's PKIX implementation validates.
 *
 * @param anchor the end of the path, whose own issuer is irrelevant
 * @param certificates the certificate to validate, followed by its issuers; without the anchor
 */
record CertificationPath(X509Certificate anchor, List<X509Certificate> certificates) {

    CertificationPath {
        certificates = List.copyOf(certificates);
    }

    private X509Certificate target() {
        return certificates.getFirst();
    }

    /** The issuers of the certificate to validate, nearest first, the anchor last. */
    List<X509Certificate> issuers() {
        List<X509Certificate> issuers = new ArrayList<>(certificates.subList(1, certificates.size()));
        issuers.add(anchor);
        return issuers;
    }

    List<X509Certificate> all() {
        List<X509Certificate> all = new ArrayList<>(certificates);
        all.add(anchor);
        return all;
    }

    /** The reason why this path is invalid; empty if it is valid. */
    Optional<String> fault(PathRules rules) {
        if (!CertificateUse.isValidAt(anchor, rules.now())) {
            return Optional.of("the trust anchor " + CertificateUse.described(anchor) + " is valid from "
                    + CertificateUse.validity(anchor));
        }
        for (X509Certificate certificate : certificates) {
            Optional<String> refused = SignatureAlgorithms.refusal(certificate, rules);
            if (refused.isPresent()) {
                return refused;
            }
        }
        if (!isShortEnough()) {
            return Optional.of(
                    "a path length constraint above it is exceeded (" + CertificateUse.described(target()) + ")");
        }
        Optional<String> constrained = ConstrainedNames.fault(anchor, certificates);
        return constrained.isPresent() ? constrained : pkixFault(rules);
    }

    private Optional<String> pkixFault(PathRules rules) {
        return CertificateDecoder.isLenient(target()) ? EmptySubjectPath.fault(this, rules) : jdkFault(rules);
    }

    Optional<String> jdkFault(PathRules rules) {
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            parameters.setRevocationEnabled(false);
            parameters.setPolicyQualifiersRejected(false);
            parameters.setDate(Date.from(rules.now()));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(certificates), parameters);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            return Optional.of(PathFault.description(this, e));
        } catch (GeneralSecurityException e) {
            return Optional.of("the path of " + CertificateUse.name(target()) + " cannot be validated");
        }
    }

    /**
     * RFC 5280 §6.1.4 (l), (m): the pathLenConstraint of each CA, including the anchor. The JDK ignores constraints of an
     * anchor, and treats the target as an end entity, which may be an issuing CA here.
     */
    private boolean isShortEnough() {
        int below = CertificateUse.countsForPathLength(target()) ? 1 : 0;
        for (X509Certificate ca : issuers()) {
            if (ca.getVersion() > 1 && ca.getBasicConstraints() < below) {
                return false;
            }
            below += CertificateUse.countsForPathLength(ca) ? 1 : 0;
        }
        return true;
    }
}
