package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Validates the path of a certificate with an empty subject and a subjectAltName that is not critical. The JDK's PKIX
 * implementation refuses such a certificate; it validates the CAs, and this class the certificate itself (RFC 5280 §6.1.3).
 */
final class EmptySubjectPath {
    private EmptySubjectPath() {}

    static Optional<String> fault(CertificationPath path, PathRules rules) {
        List<X509Certificate> certificates = path.certificates();
        X509Certificate target = certificates.getFirst();
        if (!CertificateUse.isSignedBy(target, path.issuers().getFirst())) {
            return Optional.of(
                    "the signature does not verify with the issuer's key (" + CertificateUse.described(target) + ")");
        }
        if (!CertificateUse.isValidAt(target, rules.now())) {
            return Optional.of(
                    "the certificate is valid from " + CertificateUse.validity(target) + "; check this device's clock");
        }
        List<String> unknown = PathFault.unknownCritical(target);
        if (!unknown.isEmpty()) {
            return Optional.of("it has an unsupported critical extension: " + String.join(", ", unknown));
        }
        for (X509Certificate ca : certificates.subList(1, certificates.size())) {
            Optional<String> outside = ConstrainedNames.fault(ca, List.of(target));
            if (outside.isPresent()) {
                return outside;
            }
        }
        return certificates.size() == 1
                ? Optional.empty()
                : new CertificationPath(path.anchor(), certificates.subList(1, certificates.size())).jdkFault(rules);
    }
}
