package org.scepclient.trust;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;
import org.scepclient.value.Printable;

/** The permitted uses of a certificate according to its extensions (RFC 5280 §4.2.1). */
final class CertificateUse {
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_CERT_SIGN = 5;
    private static final int CRL_SIGN = 6;

    /**
     * Extended key usages of a device, a server or a person: serverAuth, clientAuth, codeSigning, emailProtection,
     * ipsecEndSystem, ipsecTunnel, ipsecUser, timeStamping, OCSPSigning, ipsecIKE, iKEIntermediate, smartcardLogon.
     */
    private static final Set<String> END_ENTITY_USAGES = Set.of(
            "1.3.6.1.5.5.7.3.1",
            "1.3.6.1.5.5.7.3.2",
            "1.3.6.1.5.5.7.3.3",
            "1.3.6.1.5.5.7.3.4",
            "1.3.6.1.5.5.7.3.5",
            "1.3.6.1.5.5.7.3.6",
            "1.3.6.1.5.5.7.3.7",
            "1.3.6.1.5.5.7.3.8",
            "1.3.6.1.5.5.7.3.9",
            "1.3.6.1.5.5.7.3.17",
            "1.3.6.1.5.5.8.2.2",
            "1.3.6.1.4.1.311.20.2.2");

    private CertificateUse() {}

    /** RFC 5280 §4.2.1.9; a self-issued version 1 certificate, which has no extensions, counts as a CA certificate. */
    static boolean isCa(X509Certificate certificate) {
        boolean oldRoot = certificate.getVersion() == 1 && isSelfIssued(certificate);
        return certificate.getBasicConstraints() >= 0 || oldRoot;
    }

    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** RFC 5280 §6.1.4 (l): a self-issued certificate is not counted. */
    static boolean countsForPathLength(X509Certificate certificate) {
        return isCa(certificate) && !isSelfIssued(certificate);
    }

    static boolean hasDigitalSignature(X509Certificate certificate) {
        return hasKeyUsage(certificate, DIGITAL_SIGNATURE);
    }

    static boolean hasKeyEncipherment(X509Certificate certificate) {
        return hasKeyUsage(certificate, KEY_ENCIPHERMENT);
    }

    static boolean hasCrlSign(X509Certificate certificate) {
        return hasKeyUsage(certificate, CRL_SIGN);
    }

    static boolean hasKeyUsage(X509Certificate certificate) {
        return certificate.getKeyUsage() != null;
    }

    /** True for a CA that may sign certificates. */
    static boolean issues(X509Certificate certificate) {
        return isCa(certificate) && (!hasKeyUsage(certificate) || hasKeyUsage(certificate, KEY_CERT_SIGN));
    }

    private static boolean hasKeyUsage(X509Certificate certificate, int bit) {
        boolean[] usage = certificate.getKeyUsage();
        return usage != null && usage.length > bit && usage[bit];
    }

    /**
     * False for a certificate with an extended key usage only for devices, servers or persons. SCEP does not mark
     * registration authorities: without this rule, the holder of any certificate of the CA could act as one.
     */
    static boolean mayBeAuthority(X509Certificate certificate) {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null || !END_ENTITY_USAGES.containsAll(usages);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** True if name and signature match, and the issuer is a CA that may sign certificates. */
    static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        return issues(issuer)
                && issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                && isSignedBy(certificate, issuer);
    }

    static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            // A key or a signature that the provider does not support verifies nothing.
            return false;
        }
    }

    /** True for a renewed certificate of the same CA: it has the name and key of {@code before}, and is signed with it. */
    static boolean isRenewal(X509Certificate renewed, X509Certificate before) {
        return renewed.getSubjectX500Principal().equals(before.getSubjectX500Principal())
                && renewed.getPublicKey().equals(before.getPublicKey())
                && issued(renewed, renewed)
                && issued(before, renewed);
    }

    static boolean isRsa(X509Certificate certificate) {
        return certificate.getPublicKey().getAlgorithm().equals("RSA");
    }

    static boolean isValidAt(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    static void requireValidAt(X509Certificate certificate, Instant now) throws TrustException {
        if (!isValidAt(certificate, now)) {
            throw new TrustException(
                    ErrorCode.UNTRUSTED,
                    "certificate " + name(certificate) + " is valid from " + validity(certificate) + ", and now is "
                            + now.truncatedTo(SECONDS) + "; check this device's clock");
        }
    }

    static String validity(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant() + " to "
                + certificate.getNotAfter().toInstant();
    }

    static String name(X509Certificate certificate) {
        return "'" + Printable.name(certificate.getSubjectX500Principal().getName()) + "'";
    }

    /** Name and fingerprint, ready to compare and to paste. */
    static String described(X509Certificate certificate) {
        return name(certificate) + " (SHA-256 " + Fingerprint.of(certificate, DigestAlgorithm.SHA256) + ")";
    }
}
