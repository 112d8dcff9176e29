package org.scepclient.operation;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.TrustException;
import org.scepclient.trust.CaCertificates;

/** Whether certificates and CRLs, however they were fetched, bear the signature of a trusted CA. */
public final class CaSignature {
    private static final int CRL_SIGN = 6;
    private static final String REMEDY = "; if that CA is to be trusted, add its certificate to the configured ones";

    private CaSignature() {}

    /** Refuses a certificate that none of the CA's certificates issued. */
    public static void require(X509Certificate certificate, CaCertificates ca) throws TrustException {
        X500Principal name = certificate.getIssuerX500Principal();
        for (X509Certificate issuer : ca.issuers()) {
            if (issuer.getSubjectX500Principal().equals(name) && verifies(certificate::verify, issuer)) {
                return;
            }
        }
        throw new TrustException(
                ErrorCode.CERTIFICATE_REFUSED,
                "the certificate '" + certificate.getSubjectX500Principal().getName()
                        + "' is not signed by a configured CA but by '" + name.getName() + "'" + REMEDY);
    }

    /**
     * The newest CRL of an issuer, its signature verified (RFC 5280 §6.3.3). Whether its nextUpdate has passed
     * is left to the caller.
     */
    public static X509CRL crl(List<X509CRL> crls, X500Principal issuer, CaCertificates ca)
            throws ProtocolException, TrustException {
        X509CRL newest = crls.stream()
                .filter(crl -> crl.getIssuerX500Principal().equals(issuer))
                .max(Comparator.comparing(crl -> crl.getThisUpdate().toInstant()))
                .orElseThrow(() -> absent(crls, issuer));
        for (X509Certificate certificate : ca.issuers()) {
            boolean mayBeIssuer = certificate.getSubjectX500Principal().equals(issuer) && signsCrls(certificate);
            if (mayBeIssuer && verifies(newest::verify, certificate)) {
                return newest;
            }
        }
        throw new TrustException(
                ErrorCode.SIGNATURE, "the CRL of '" + issuer.getName() + "' is not signed by a configured CA" + REMEDY);
    }

    private static ProtocolException absent(List<X509CRL> crls, X500Principal issuer) {
        String found = crls.isEmpty()
                ? "no CRL; the CA may publish it elsewhere, see the certificate's CRL distribution points"
                : "only a CRL of '" + crls.getFirst().getIssuerX500Principal().getName() + "', not of '"
                        + issuer.getName() + "'";
        return new ProtocolException(ErrorCode.NOT_IN_REPLY, "the reply has " + found);
    }

    /** RFC 5280 §4.2.1.3: a keyUsage without cRLSign forbids it. */
    private static boolean signsCrls(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || usage[CRL_SIGN];
    }

    private interface Verification {
        void verify(PublicKey key) throws GeneralSecurityException;
    }

    private static boolean verifies(Verification signed, X509Certificate issuer) {
        try {
            signed.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
