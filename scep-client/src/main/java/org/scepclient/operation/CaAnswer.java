package org.scepclient.operation;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.value.Bytes;

/**
 * The answer to GetCACert (RFC 8894 §4.2.1), of which nothing is trusted yet.
 *
 * @param certificates at least one, in the order of the answer
 * @param bundle true for a certificates-only message, which may have a single certificate too
 */
public record CaAnswer(List<X509Certificate> certificates, boolean bundle) {

    public CaAnswer {
        certificates = List.copyOf(certificates);
    }

    static CaAnswer of(CertificatesOnly content, Bytes body) {
        return new CaAnswer(content.certificates(), !isOneCertificate(content.certificates(), body));
    }

    private static boolean isOneCertificate(List<X509Certificate> certificates, Bytes body) {
        try {
            return certificates.size() == 1
                    && Bytes.of(certificates.getFirst().getEncoded()).equals(body);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was decoded before does not encode", e);
        }
    }
}
