package org.scepclient.cms;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/** Reads DER certificates and CRLs (RFC 5280) into the JDK's own types. */
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
        return Decoding.of("certificate", () ->
                (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der.toArray())));
    }

    public X509CRL crl(Bytes der) throws ProtocolException {
        return Decoding.of("CRL", () -> (X509CRL) factory.generateCRL(new ByteArrayInputStream(der.toArray())));
    }
}
