package org.scepclient.operation;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.UnreadableCertificate;
import org.scepclient.value.Bytes;

/**
 * The response to GetCACert (RFC 8894 §4.2.1), none of which is trusted yet.
 *
 * @param certificates at least one certificate, in the order of the response
 * @param bundle true for a certificates-only message, which may contain a single certificate
 * @param unreadable ignored certificates of the response that Java cannot decode
 */
public record CaResponse(List<X509Certificate> certificates, boolean bundle, List<UnreadableCertificate> unreadable) {

    public CaResponse {
        certificates = List.copyOf(certificates);
        unreadable = List.copyOf(unreadable);
    }

    /** A response without unreadable certificates. */
    public CaResponse(List<X509Certificate> certificates, boolean bundle) {
        this(certificates, bundle, List.of());
    }

    /** One line per unreadable certificate. */
    public List<String> notices() {
        return unreadable.stream().map(one -> "certificate ignored: " + one).toList();
    }

    static CaResponse of(CertificatesOnly content, Bytes body) {
        return new CaResponse(
                content.certificates(), !isOneCertificate(content.certificates(), body), content.unreadable());
    }

    /** True if the body is one certificate, possibly with a line end after the DER. */
    private static boolean isOneCertificate(List<X509Certificate> certificates, Bytes body) {
        try {
            if (certificates.size() != 1) {
                return false;
            }
            byte[] encoded = certificates.getFirst().getEncoded();
            return Arrays.mismatch(encoded, body.toArray()) < 0
                    || Arrays.mismatch(encoded, body.toArray()) == encoded.length;
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a decoded certificate cannot be encoded again", e);
        }
    }
}
