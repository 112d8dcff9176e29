package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;

/** What a certificate's extensions allow it to do (RFC 5280 §4.2.1). */
final class CertificateUse {
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_CERT_SIGN = 5;

    private CertificateUse() {}

    /** RFC 5280 §4.2.1.9; a self-issued version 1 certificate, which has no extensions, counts as a CA's. */
    static boolean isCa(X509Certificate certificate) {
        boolean oldRoot = certificate.getVersion() == 1 && isSelfIssued(certificate);
        return certificate.getBasicConstraints() >= 0 || oldRoot;
    }

    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    static boolean saysDigitalSignature(X509Certificate certificate) {
        return says(certificate, DIGITAL_SIGNATURE);
    }

    static boolean saysKeyEncipherment(X509Certificate certificate) {
        return says(certificate, KEY_ENCIPHERMENT);
    }

    static boolean hasKeyUsage(X509Certificate certificate) {
        return certificate.getKeyUsage() != null;
    }

    /** A CA that may sign certificates. */
    static boolean issues(X509Certificate certificate) {
        return isCa(certificate) && (!hasKeyUsage(certificate) || says(certificate, KEY_CERT_SIGN));
    }

    private static boolean says(X509Certificate certificate, int bit) {
        boolean[] usage = certificate.getKeyUsage();
        return usage != null && usage[bit];
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
                    "certificate " + name(certificate) + " is valid from "
                            + certificate.getNotBefore().toInstant() + " to "
                            + certificate.getNotAfter().toInstant() + ", and now is " + now
                            + "; check this device's clock");
        }
    }

    static String name(X509Certificate certificate) {
        return "'" + certificate.getSubjectX500Principal().getName() + "'";
    }
}
