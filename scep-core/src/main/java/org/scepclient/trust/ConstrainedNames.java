package org.scepclient.trust;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/**
 * The name constraints (RFC 5280 §4.2.1.10) that the JDK does not check: those of a trust anchor (RFC 5937 §3.2), and all
 * constraints for a certificate that the JDK does not decode.
 */
final class ConstrainedNames {
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";

    private ConstrainedNames() {}

    /**
     * The reason why names below a CA violate its constraints; empty if they do not.
     *
     * @param below the certificate to validate, followed by those between it and the CA
     */
    static Optional<String> fault(X509Certificate ca, List<X509Certificate> below) {
        byte[] extension = ca.getExtensionValue(NAME_CONSTRAINTS);
        if (extension == null) {
            return Optional.empty();
        }
        try {
            PKIXNameConstraintValidator validator = validator(NameConstraints.getInstance(
                    ASN1OctetString.getInstance(extension).getOctets()));
            for (X509Certificate certificate : below) {
                // RFC 5280 §6.1.3: a self-issued certificate is exempt, unless it is the last of the path.
                boolean last = certificate.equals(below.getFirst());
                if (last || !CertificateUse.isSelfIssued(certificate)) {
                    check(validator, certificate);
                }
            }
            return Optional.empty();
        } catch (NameConstraintValidatorException | IOException | RuntimeException e) {
            return Optional.of("a name is outside the name constraints of " + CertificateUse.described(ca));
        }
    }

    private static PKIXNameConstraintValidator validator(NameConstraints constraints) {
        PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
        GeneralSubtree[] permitted = constraints.getPermittedSubtrees();
        if (permitted != null) {
            validator.intersectPermittedSubtree(permitted);
        }
        GeneralSubtree[] excluded = constraints.getExcludedSubtrees();
        if (excluded != null) {
            Arrays.stream(excluded).forEach(validator::addExcludedSubtree);
        }
        return validator;
    }

    private static void check(PKIXNameConstraintValidator validator, X509Certificate certificate)
            throws NameConstraintValidatorException, IOException {
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        if (subject.getRDNs().length > 0) {
            check(validator, new GeneralName(subject));
        }
        byte[] names = certificate.getExtensionValue(ALTERNATIVE_NAMES);
        if (names != null) {
            for (GeneralName name : GeneralNames.getInstance(
                            ASN1OctetString.getInstance(names).getOctets())
                    .getNames()) {
                check(validator, name);
            }
        }
    }

    private static void check(PKIXNameConstraintValidator validator, GeneralName name)
            throws NameConstraintValidatorException {
        validator.checkPermitted(name);
        validator.checkExcluded(name);
    }
}
