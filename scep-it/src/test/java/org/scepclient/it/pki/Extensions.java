package org.scepclient.it.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

/** The extensions of a certificate, in order. */
public record Extensions(List<Entry> entries) {

    /** One extension. */
    public record Entry(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {}

    public Extensions {
        entries = List.copyOf(entries);
    }

    public static Extensions ca() {
        return new Extensions(List.of(
                new Entry(Extension.basicConstraints, true, new BasicConstraints(true)),
                new Entry(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))));
    }

    /** The extensions of a CA that also signs and decrypts SCEP messages. */
    public static Extensions caWithoutRa() {
        int usage = KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
        return new Extensions(List.of(
                new Entry(Extension.basicConstraints, true, new BasicConstraints(true)),
                new Entry(Extension.keyUsage, true, new KeyUsage(usage))));
    }

    /** The extensions of an end entity; {@code usage} combines constants of {@link KeyUsage}. */
    public static Extensions endEntity(int usage) {
        return new Extensions(List.of(
                new Entry(Extension.basicConstraints, true, new BasicConstraints(false)),
                new Entry(Extension.keyUsage, true, new KeyUsage(usage))));
    }

    /** Adds a distribution point for each URL. */
    public Extensions withCrlAt(String... urls) {
        DistributionPoint[] points = Stream.of(urls)
                .map(url -> new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url)))
                .map(name -> new DistributionPoint(new DistributionPointName(name), null, null))
                .toArray(DistributionPoint[]::new);
        return with(Extension.cRLDistributionPoints, new CRLDistPoint(points));
    }

    public Extensions withIssuerAt(String url) {
        GeneralName location = new GeneralName(GeneralName.uniformResourceIdentifier, url);
        AccessDescription access = new AccessDescription(AccessDescription.id_ad_caIssuers, location);
        return with(Extension.authorityInfoAccess, new AuthorityInformationAccess(access));
    }

    /** Adds the IP address of a server as subjectAltName. */
    public Extensions withAddress(String address) {
        GeneralName name = new GeneralName(GeneralName.iPAddress, address);
        return with(Extension.subjectAlternativeName, new GeneralNames(name));
    }

    private Extensions with(ASN1ObjectIdentifier oid, ASN1Encodable value) {
        List<Entry> longer = new ArrayList<>(entries);
        longer.add(new Entry(oid, false, value));
        return new Extensions(longer);
    }
}
