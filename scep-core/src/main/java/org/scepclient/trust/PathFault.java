package org.scepclient.trust;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Describes a path that the JDK's PKIX implementation refused, whose own messages name classes and numbers. */
final class PathFault {
    /** The extensions that this implementation processes (RFC 5280 §4.2) or leaves to the user of the key. */
    private static final Set<String> PROCESSED = Set.of(
            "2.5.29.15",
            "2.5.29.17",
            "2.5.29.19",
            "2.5.29.30",
            "2.5.29.32",
            "2.5.29.33",
            "2.5.29.36",
            "2.5.29.37",
            "2.5.29.54");

    private PathFault() {}

    static String description(CertificationPath path, CertPathValidatorException fault) {
        int index = fault.getIndex();
        X509Certificate certificate = path.certificates().get(Math.max(index, 0));
        return reason(fault.getReason(), path, certificate) + " (" + CertificateUse.described(certificate) + ")";
    }

    private static String reason(Reason reason, CertificationPath path, X509Certificate certificate) {
        if (reason instanceof PKIXReason pkix) {
            return switch (pkix) {
                case INVALID_NAME -> "the name is outside the name constraints of its CA (RFC 5280 §4.2.1.10)";
                case INVALID_KEY_USAGE -> "the key usage of a CA above it does not allow it to sign certificates";
                case NOT_CA_CERT -> "a certificate above it is not a CA certificate";
                case PATH_TOO_LONG -> "a path length constraint above it is exceeded";
                case NAME_CHAINING -> "issuer and subject names do not chain";
                case UNRECOGNIZED_CRIT_EXT ->
                    "it has an unsupported critical extension: " + String.join(", ", unknownCritical(certificate));
                case INVALID_POLICY -> "it lacks a certificate policy that a CA above it requires";
                case NO_TRUST_ANCHOR -> "it does not chain to a trust anchor";
            };
        }
        if (reason instanceof BasicReason basic) {
            return switch (basic) {
                case EXPIRED, NOT_YET_VALID ->
                    "a certificate is valid from " + CertificateUse.validity(certificate)
                            + "; check this device's clock";
                case INVALID_SIGNATURE -> "the signature does not verify with the issuer's key";
                case ALGORITHM_CONSTRAINED ->
                    "its algorithm " + certificate.getSigAlgName() + " or its key is too weak";
                case REVOKED -> "this Java runtime blocks it as distrusted";
                case UNSPECIFIED, UNDETERMINED_REVOCATION_STATUS ->
                    "the path to " + CertificateUse.described(path.anchor()) + " is not valid";
            };
        }
        return "the path to " + CertificateUse.described(path.anchor()) + " is not valid";
    }

    static List<String> unknownCritical(X509Certificate certificate) {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        Set<String> unknown = new HashSet<>(critical == null ? Set.of() : critical);
        unknown.removeAll(PROCESSED);
        List<String> sorted = new ArrayList<>(unknown);
        sorted.sort(null);
        return sorted;
    }
}
