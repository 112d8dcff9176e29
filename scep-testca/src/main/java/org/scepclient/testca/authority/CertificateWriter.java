package org.scepclient.testca.authority;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.scepclient.cms.CertificateDecoder;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/** Signs X.509 certificates (RFC 5280). */
public final class CertificateWriter {
    private CertificateWriter() {}

    /** The certificate that {@code issuer} makes of {@code content}. */
    public static X509Certificate write(CertificateContent content, Identity issuer) {
        return write(content, issuer.certificate().getSubjectX500Principal(), issuer.key());
    }

    /** A certificate in anybody's name, signed with any key. */
    public static X509Certificate write(CertificateContent content, X500Principal issuer, PrivateKey key) {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    X500Name.getInstance(issuer.getEncoded()),
                    content.serialNumber(),
                    Date.from(content.validity().notBefore()),
                    Date.from(content.validity().notAfter()),
                    Locale.ROOT,
                    X500Name.getInstance(content.subject().getEncoded()),
                    SubjectPublicKeyInfo.getInstance(content.key().getEncoded()));
            for (Extension extension : content.extensions()) {
                builder.addExtension(extension);
            }
            Bytes der = Bytes.of(builder.build(new KeyContentSigner(key)).getEncoded());
            return new CertificateDecoder().certificate(der);
        } catch (IOException | ProtocolException e) {
            throw new IllegalStateException("a certificate does not encode", e);
        }
    }
}
