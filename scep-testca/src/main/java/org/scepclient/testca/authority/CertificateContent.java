package org.scepclient.testca.authority;

import java.math.BigInteger;
import java.security.PublicKey;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.scepclient.pkcs10.Validity;

/** The content of a certificate except its issuer and signature. */
public record CertificateContent(
        X500Principal subject, PublicKey key, BigInteger serialNumber, Validity validity, List<Extension> extensions) {

    public CertificateContent {
        extensions = List.copyOf(extensions);
    }

    public CertificateContent withSubject(X500Principal other) {
        return new CertificateContent(other, key, serialNumber, validity, extensions);
    }

    public CertificateContent withValidity(Validity other) {
        return new CertificateContent(subject, key, serialNumber, other, extensions);
    }

    public CertificateContent withExtensions(List<Extension> others) {
        return new CertificateContent(subject, key, serialNumber, validity, others);
    }
}
