package org.scepclient.operation;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.UnreadableCertificate;
import org.scepclient.value.Bytes;

/**
 * The answer to GetCACert (RFC 8894 §4.2.1), of which nothing is trusted yet.
 *
 * @param certificates at least one, in the order of the answer
 * @param bundle true for a certificates-only message, which may have a single certificate too
 * @param unreadable certificates of the answer that Java cannot read, left aside
 */
public record CaResponse(List<X509Certificate> certificates, boolean bundle, List<UnreadableCertificate> unreadable) {

    public CaResponse {
        certificates = List.copyOf(certificates);
        unreadable = List.copyOf(unreadable);
    }

    /** Everything in it is readable. */
    public CaResponse(List<X509Certificate> certificates, boolean bundle) {
        this(certificates, bundle, List.of());
    }

    /** One line for each certificate that cannot be read. */
    public List<String> notices() {
        return unreadable.stream().map(one -> "certificate ignored: " + one).toList();
    }

    static CaResponse of(CertificatesOnly content, Bytes body) {
        return new CaResponse(
                content.certificates(), !isOneCertificate(content.certificates(), body), content.unreadable());
    }

    /** By its content; a line end behind the DER makes no difference. */
    private static boolean isOneCertificate(List<X509Certificate> certificates, Bytes body) {
        try {
            if (certificates.size() != 1) {
                return false;
            }
            byte[] encoded = certificates.getFirst().getEncoded();
            return Arrays.mismatch(encoded, body.toArray()) < 0
                    || Arrays.mismatch(encoded, body.toArray()) == encoded.length;
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was decoded before does not encode", e);
        }
    }
}
