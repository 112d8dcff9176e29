package org.scepclient.cms;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.scepclient.value.Bytes;

/** The subjectKeyIdentifier extension (RFC 5280 §4.2.1.2). */
public final class SubjectKeyIdentifier {
    private SubjectKeyIdentifier() {}

    /** The key identifier of a certificate; empty if the extension is missing or malformed. */
    public static Optional<Bytes> of(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
        if (extension == null) {
            return Optional.empty();
        }
        try {
            byte[] value = ASN1OctetString.getInstance(extension).getOctets();
            return Optional.of(Bytes.of(ASN1OctetString.getInstance(value).getOctets()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
