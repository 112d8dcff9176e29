package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;

/** The errors with the actual and the expected fingerprints, ready to paste. */
final class FingerprintMismatch {
    private FingerprintMismatch() {}

    /**
     * @param role {@code CA} or {@code RA}
     */
    static TrustException of(List<X509Certificate> seen, Fingerprint expected, String role) {
        String listed = listed(seen, expected.digest());
        return new TrustException(
                ErrorCode.FINGERPRINT,
                "no " + role + " certificate of the server has the expected "
                        + expected.digest().jcaName() + " fingerprint " + expected + "; the server sent "
                        + (listed.isEmpty() ? "none" : listed)
                        + "; compare both with the fingerprint from the CA's administrator: if the server's is another one,"
                        + " the answer may be somebody else's");
    }

    /** A likely mistake: the fingerprint of a registration authority in place of the CA's. */
    static TrustException ofAuthority(List<X509Certificate> seen, X509Certificate authority) {
        List<X509Certificate> cas = seen.stream().filter(CertificateUse::isCa).toList();
        return new TrustException(
                ErrorCode.FINGERPRINT,
                "the certificate with the expected fingerprint, " + CertificateUse.name(authority)
                        + ", is not a CA's; set the CA's, which is one of " + listed(cas, DigestAlgorithm.SHA256)
                        + ", and this one for the registration authority");
    }

    static TrustException changed(List<X509Certificate> seen, Collection<X509Certificate> trusted, String remedy) {
        return new TrustException(
                ErrorCode.FINGERPRINT,
                "the server's CA is not the trusted one (SHA-256 " + listed(trusted, DigestAlgorithm.SHA256)
                        + "); it sent " + listed(seen, DigestAlgorithm.SHA256)
                        + ". If the CA was really replaced, compare the fingerprint and " + remedy);
    }

    private static String listed(Collection<X509Certificate> certificates, DigestAlgorithm digest) {
        return certificates.stream()
                .map(one -> Fingerprint.of(one, digest) + " (" + CertificateUse.name(one) + ")")
                .collect(Collectors.joining(", "));
    }
}
