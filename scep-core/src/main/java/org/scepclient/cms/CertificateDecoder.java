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
 * Decodes DER certificates and CRLs (RFC 5280) to the JDK's types.
 *
 * <p>It tolerates one fault of certificates that the JDK refuses: AD CS and others do not mark a subjectAltName as critical
 * although the subject is empty (§4.1.2.6).
 */
public final class CertificateDecoder {
    private final CertificateFactory factory;

    public CertificateDecoder() {
        try {
            factory = CertificateFactory.getInstance("X.509");
        } catch (CertificateException e) {
            throw new IllegalStateException("this Java runtime does not support X.509 certificates", e);
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

    /** Decodes with the JDK only, which checks all its rules. */
    X509Certificate strictly(Bytes der) throws CertificateException {
        return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der.toArray()));
    }

    /**
     * True for a certificate that the JDK's decoder and path validation refuse: its subject is empty and its
     * subjectAltName is not critical.
     */
    public static boolean isLenient(X509Certificate certificate) {
        return certificate instanceof EmptySubjectCertificate;
    }

    public X509CRL crl(Bytes der) throws ProtocolException {
        return Decoding.of("CRL", () -> (X509CRL) factory.generateCRL(new ByteArrayInputStream(der.toArray())));
    }
}
