package org.scepclient.operation;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;
import org.scepclient.trust.CaCertificates;

/** Whether certificates, however they were fetched, bear the signature of a trusted CA. */
public final class CaSignature {
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
