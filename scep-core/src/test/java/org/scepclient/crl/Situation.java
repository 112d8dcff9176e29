package org.scepclient.crl;

import java.security.cert.X509Certificate;
import java.util.List;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.trust.CaCertificates;
import org.scepclient.value.Bytes;

/**
 * A row of {@link Situations}: a CRL, a certificate, and the verdicts about its revocation.
 *
 * @param verdict {@code not revoked}, {@code revoked}, or the code of the error
 * @param openssl the result of {@code openssl verify -crl_check}: {@code OK}, an error number, or {@code unreadable}
 * @param because the reason for different verdicts; empty if they agree
 */
record Situation(
        String name,
        Bytes crl,
        X509Certificate certificate,
        List<X509Certificate> ca,
        String verdict,
        String openssl,
        String because) {

    /** A CRL of the CA and the certificate of a device. */
    static Situation of(String name, Bytes crl, String verdict, String openssl) {
        return new Situation(name, crl, CrlPki.device(), List.of(CrlPki.CA), verdict, openssl, "");
    }

    static Situation of(String name, TestCrl crl, String verdict, String openssl) {
        return of(name, crl.der(), verdict, openssl);
    }

    Situation about(X509Certificate other) {
        return new Situation(name, crl, other, ca, verdict, openssl, because);
    }

    Situation trusting(X509Certificate... others) {
        return new Situation(name, crl, certificate, List.of(others), verdict, openssl, because);
    }

    Situation because(String reason) {
        return new Situation(name, crl, certificate, ca, verdict, openssl, reason);
    }

    CrlVerifier verifier() {
        CaCertificates trusted = CrlPki.trusted(ca.toArray(new X509Certificate[0]));
        return new CrlVerifier(trusted, TestCertificate.RULES);
    }

    /** Whether the verdicts agree. */
    boolean agrees() {
        return switch (verdict) {
            case "not revoked" -> openssl.equals("OK");
            case "revoked" -> openssl.equals("23");
            default -> !openssl.equals("OK") && !openssl.equals("23");
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
