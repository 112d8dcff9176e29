package org.scepclient.testca.authority;

import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/** Builds the extensions of RFC 5280 §4.2 that a CA adds to each certificate. */
public final class StandardExtensions {
    private StandardExtensions() {}

    /** {@code BasicConstraints} of a CA. */
    public static Extension ca() {
        return extension(Extension.basicConstraints, true, new BasicConstraints(true));
    }

    /** {@code BasicConstraints} of an end entity. */
    public static Extension notCa() {
        return extension(Extension.basicConstraints, true, new BasicConstraints(false));
    }

    /** {@code KeyUsage}; {@code bits} combines the constants of {@link KeyUsage}. */
    public static Extension keyUsage(int bits) {
        return extension(Extension.keyUsage, true, new KeyUsage(bits));
    }

    /** {@code SubjectKeyIdentifier}: the SHA-1 digest of the key (RFC 5280 §4.2.1.2). */
    public static Extension subjectKeyIdentifier(PublicKey key) {
        try {
            return extension(
                    Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-1", e);
        }
    }

    static Extension authorityKeyIdentifier(X509Certificate issuer) {
        try {
            return extension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.getPublicKey()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-1", e);
        }
    }

    /** {@code CRLDistributionPoints} with a point for each address. */
    static Extension crlDistributionPoints(List<URI> addresses) {
        DistributionPoint[] points = addresses.stream()
                .map(address ->
                        new DistributionPoint(new DistributionPointName(new GeneralNames(uri(address))), null, null))
                .toArray(DistributionPoint[]::new);
        return extension(Extension.cRLDistributionPoints, false, new CRLDistPoint(points));
    }

    /** {@code AuthorityInfoAccess} with the addresses of the issuer's certificate. */
    static Extension caIssuers(List<URI> addresses) {
        AccessDescription[] descriptions = addresses.stream()
                .map(address -> new AccessDescription(AccessDescription.id_ad_caIssuers, uri(address)))
                .toArray(AccessDescription[]::new);
        return extension(Extension.authorityInfoAccess, false, new AuthorityInformationAccess(descriptions));
    }

    private static GeneralName uri(URI address) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, address.toString());
    }

    /** An extension with an arbitrary value. */
    public static Extension extension(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
        try {
            return Extension.create(type, critical, value);
        } catch (IOException e) {
            throw new IllegalStateException("an extension does not encode", e);
        }
    }
}
