package org.scepclient.cms;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/**
 * Reads DER certificates and CRLs (RFC 5280) into the JDK's own types. One fault of certificates is tolerated: AD CS
 * and others leave a subjectAltName uncritical although the subject is empty (§4.1.2.6), which the JDK refuses.
 */
public final class CertificateDecoder {
    private final CertificateFactory factory;

    public CertificateDecoder() {
        try {
            factory = CertificateFactory.getInstance("X.509");
        } catch (CertificateException e) {
            throw new IllegalStateException("this Java runtime cannot read X.509 certificates", e);
        }
    }

    public X509Certificate certificate(Bytes der) throws ProtocolException {
        return read(der)
                .filter(certificate -> !UnreadableCertificate.isTooSlow(certificate.getPublicKey()))
                .orElseThrow(() -> ProtocolException.malformed(
                        "certificate", UnreadableCertificate.of(der).reason()));
    }

    private Optional<X509Certificate> read(Bytes der) {
        try {
            return Optional.of(strictly(der));
        } catch (CertificateException | RuntimeException e) {
            return new EmptySubjectCertificate.Reader(this).read(der);
        }
    }

    /** By the JDK, with every rule that it knows. */
    X509Certificate strictly(Bytes der) throws CertificateException {
        return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der.toArray()));
    }

    /**
     * True for a certificate that the JDK itself does not read: its subject is empty and its subjectAltName is not
     * critical. The JDK's path validation refuses it too.
     */
    public static boolean isLenient(X509Certificate certificate) {
        return certificate instanceof EmptySubjectCertificate;
    }

    public X509CRL crl(Bytes der) throws ProtocolException {
        return Decoding.of("CRL", () -> (X509CRL) factory.generateCRL(new ByteArrayInputStream(der.toArray())));
    }
}
