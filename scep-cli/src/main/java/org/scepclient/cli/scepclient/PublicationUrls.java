package org.scepclient.cli.scepclient;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.scepclient.error.ProtocolException;

/** The URLs in a certificate at which its CA publishes. */
final class PublicationUrls {
    private PublicationUrls() {}

    /** The URLs of the CRL that covers the certificate (RFC 5280 §4.2.1.13), in its order. */
    static List<String> crls(X509Certificate certificate) throws ProtocolException {
        List<String> urls = new ArrayList<>();
        byte[] value = extension(certificate, Extension.cRLDistributionPoints);
        try {
            if (value != null) {
                for (DistributionPoint point : CRLDistPoint.getInstance(value).getDistributionPoints()) {
                    addFullName(point.getDistributionPoint(), urls);
                }
            }
            return urls;
        } catch (IllegalArgumentException e) {
            throw ProtocolException.malformed("CRL distribution points of the certificate", e);
        }
    }

    private static void addFullName(DistributionPointName name, List<String> urls) {
        if (name != null && name.getType() == DistributionPointName.FULL_NAME) {
            for (GeneralName one : GeneralNames.getInstance(name.getName()).getNames()) {
                addUrl(one, urls);
            }
        }
    }

    /** The URLs of the issuer's certificate (caIssuers, RFC 5280 §4.2.2.1), in its order. */
    static List<String> issuers(X509Certificate certificate) throws ProtocolException {
        List<String> urls = new ArrayList<>();
        byte[] value = extension(certificate, Extension.authorityInfoAccess);
        try {
            if (value == null) {
                return urls;
            }
            for (AccessDescription access :
                    AuthorityInformationAccess.getInstance(value).getAccessDescriptions()) {
                if (access.getAccessMethod().equals(AccessDescription.id_ad_caIssuers)) {
                    addUrl(access.getAccessLocation(), urls);
                }
            }
            return urls;
        } catch (IllegalArgumentException e) {
            throw ProtocolException.malformed("authority information access of the certificate", e);
        }
    }

    private static byte @org.jspecify.annotations.Nullable [] extension(
            X509Certificate certificate, ASN1ObjectIdentifier kind) {
        byte[] wrapped = certificate.getExtensionValue(kind.getId());
        return wrapped == null ? null : ASN1OctetString.getInstance(wrapped).getOctets();
    }

    private static void addUrl(GeneralName name, List<String> urls) {
        if (name.getTagNo() == GeneralName.uniformResourceIdentifier) {
            String url = name.getName().toString();
            if (LdapUrl.isLdapUrl(url) || url.regionMatches(true, 0, "http", 0, 4)) {
                urls.add(url);
            }
        }
    }
}
