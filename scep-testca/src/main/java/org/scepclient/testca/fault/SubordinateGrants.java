package org.scepclient.testca.fault;

import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.scepclient.testca.authority.CertificateContent;
import org.scepclient.testca.authority.CertificateWriter;
import org.scepclient.testca.authority.Identity;

/** Certificates for the requested key from subordinates of the CA that must not issue them; the path is complete. */
record SubordinateGrants(UntrustedIdentities untrusted) {

    /** Returns the certificate, followed by those between it and {@code issuer}. */
    List<X509Certificate> grant(Fault fault, CertificateContent content, Identity issuer) {
        return switch (fault) {
            case CERTIFICATE_BY_DEVICE -> by(untrusted.signingDevice(issuer), content);
            case CERTIFICATE_BY_CA_WITHOUT_KEY_CERT_SIGN ->
                by(below("CN=Silent CA,O=Example", UnusualExtensions.caWithoutKeyCertSign(), issuer), content);
            case CERTIFICATE_OUTSIDE_NAME_CONSTRAINTS ->
                by(below("CN=Constrained CA,O=Permitted", UnusualExtensions.caWithNameConstraints(), issuer), content);
            default -> beyondPathLength(content, issuer);
        };
    }

    private Identity below(String name, List<Extension> extensions, Identity issuer) {
        return untrusted.subordinate(name, extensions, issuer);
    }

    private List<X509Certificate> beyondPathLength(CertificateContent content, Identity issuer) {
        Identity last = below("CN=Last CA,O=Example", UnusualExtensions.caWithPathLength(0), issuer);
        Identity beyond = below("CN=CA Too Many,O=Example", UnusualExtensions.ca(), last);
        return List.of(CertificateWriter.write(content, beyond), beyond.certificate(), last.certificate());
    }

    private static List<X509Certificate> by(Identity signer, CertificateContent content) {
        return List.of(CertificateWriter.write(content, signer), signer.certificate());
    }
}
