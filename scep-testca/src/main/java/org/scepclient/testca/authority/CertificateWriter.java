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
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/** Signs X.509 certificates (RFC 5280). */
public final class CertificateWriter {
    private CertificateWriter() {}

    /** Signs a certificate as {@code issuer}. */
    public static X509Certificate write(CertificateContent content, Identity issuer) {
        return write(content, issuer.certificate().getSubjectX500Principal(), issuer.key());
    }

    /** Signs a certificate with an issuer name and a key that need not belong together. */
    public static X509Certificate write(CertificateContent content, X500Principal issuer, PrivateKey key) {
        return decoded(encode(content, publicKey(content), issuer, new KeyContentSigner(key)));
    }

    /** Signs a certificate as {@code issuer} with this digest, even a weak one. */
    public static X509Certificate write(CertificateContent content, Identity issuer, DigestAlgorithm digest) {
        X500Principal name = issuer.certificate().getSubjectX500Principal();
        return decoded(encode(content, publicKey(content), name, new KeyContentSigner(issuer.key(), digest)));
    }

    /** The DER of a certificate; unlike the other methods, it supports public keys that Java cannot read. */
    public static Bytes encode(CertificateContent content, SubjectPublicKeyInfo key, Identity issuer) {
        X500Principal name = issuer.certificate().getSubjectX500Principal();
        return encode(content, key, name, new KeyContentSigner(issuer.key()));
    }

    private static SubjectPublicKeyInfo publicKey(CertificateContent content) {
        return SubjectPublicKeyInfo.getInstance(content.key().getEncoded());
    }

    private static Bytes encode(
            CertificateContent content, SubjectPublicKeyInfo key, X500Principal issuer, KeyContentSigner signer) {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    X500Name.getInstance(issuer.getEncoded()),
                    content.serialNumber(),
                    Date.from(content.validity().notBefore()),
                    Date.from(content.validity().notAfter()),
                    Locale.ROOT,
                    X500Name.getInstance(content.subject().getEncoded()),
                    key);
            for (Extension extension : content.extensions()) {
                builder.addExtension(extension);
            }
            return Bytes.of(builder.build(signer).getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("a certificate does not encode", e);
        }
    }

    private static X509Certificate decoded(Bytes der) {
        try {
            return new CertificateDecoder().certificate(der);
        } catch (ProtocolException e) {
            throw new IllegalStateException("a certificate that was just made does not decode", e);
        }
    }
}
