package org.scepclient.crl;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.scepclient.error.ProtocolException;

/**
 * A distribution point of a certificate.
 *
 * <p>{@code DistributionPoint ::= SEQUENCE {distributionPoint [0] DistributionPointName OPTIONAL,
 * reasons [1] ReasonFlags OPTIONAL, cRLIssuer [2] GeneralNames OPTIONAL}} (RFC 5280 §4.2.1.13)
 *
 * @param names the names of the point, or those of the CRL issuer if the point has none
 * @param crlIssuers the issuers of its CRLs; empty for the certificate's issuer
 * @param allReasons false if its CRLs only list certificates that were revoked for some reasons
 */
record DistributionPoint(Set<PointName> names, Set<X500Principal> crlIssuers, boolean allReasons) {

    DistributionPoint {
        names = Set.copyOf(names);
        crlIssuers = Set.copyOf(crlIssuers);
    }

    /** The point that RFC 5280 §6.3.3 assumes for CRLs from other sources. */
    static DistributionPoint of(X500Principal issuer) {
        return new DistributionPoint(Set.of(PointName.directory(issuer)), Set.of(), true);
    }

    /** The points that the certificate names, and the assumed point. */
    static List<DistributionPoint> of(X509Certificate certificate) throws ProtocolException {
        X500Principal issuer = certificate.getIssuerX500Principal();
        List<DistributionPoint> points = new ArrayList<>();
        byte[] wrapped = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
        try {
            if (wrapped != null) {
                byte[] value = ASN1OctetString.getInstance(wrapped).getOctets();
                for (var point : CRLDistPoint.getInstance(value).getDistributionPoints()) {
                    points.add(of(point, issuer));
                }
            }
        } catch (IOException | RuntimeException e) {
            // The decoder reports malformed input by unchecked exceptions too.
            throw ProtocolException.malformed("CRL distribution points of the certificate", e);
        }
        points.add(of(issuer));
        return points;
    }

    private static DistributionPoint of(org.bouncycastle.asn1.x509.DistributionPoint point, X500Principal issuer)
            throws IOException {
        GeneralNames crlIssuer = point.getCRLIssuer();
        Set<X500Principal> crlIssuers = crlIssuer == null ? Set.of() : directoryNames(crlIssuer);
        DistributionPointName name = point.getDistributionPoint();
        Set<PointName> names;
        if (name != null) {
            names = PointName.of(name, crlIssuers.stream().findFirst().orElse(issuer));
        } else {
            names = crlIssuer == null ? Set.of() : PointName.of(crlIssuer);
        }
        return new DistributionPoint(names, crlIssuers, point.getReasons() == null);
    }

    static Set<X500Principal> directoryNames(GeneralNames names) throws IOException {
        Set<X500Principal> found = new HashSet<>();
        for (GeneralName name : names.getNames()) {
            if (name.getTagNo() == GeneralName.directoryName) {
                found.add(PointName.principal(name));
            }
        }
        return found;
    }
}
