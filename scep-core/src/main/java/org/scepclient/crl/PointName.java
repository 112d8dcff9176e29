package org.scepclient.crl;

import java.io.IOException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * A name of a distribution point in a comparable form.
 *
 * @param kind the tag of the GeneralName
 * @param value a directory name in the canonical form for RFC 5280 §7.1, or the encoding of another name
 */
record PointName(int kind, String value) {

    static PointName directory(X500Principal name) {
        return new PointName(GeneralName.directoryName, name.getName(X500Principal.CANONICAL));
    }

    static Set<PointName> of(GeneralNames names) throws IOException {
        Set<PointName> found = new HashSet<>();
        for (GeneralName name : names.getNames()) {
            found.add(
                    name.getTagNo() == GeneralName.directoryName
                            ? directory(principal(name))
                            : new PointName(
                                    name.getTagNo(),
                                    HexFormat.of()
                                            .formatHex(name.toASN1Primitive().getEncoded(ASN1Encoding.DER))));
        }
        return found;
    }

    /**
     * {@code DistributionPointName ::= CHOICE {fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] RDN}}
     *
     * @param crlIssuer the base of a relative name
     */
    static Set<PointName> of(DistributionPointName name, X500Principal crlIssuer) throws IOException {
        if (name.getType() == DistributionPointName.FULL_NAME) {
            return of(GeneralNames.getInstance(name.getName()));
        }
        RDN[] above = X500Name.getInstance(crlIssuer.getEncoded()).getRDNs();
        RDN[] all = new RDN[above.length + 1];
        System.arraycopy(above, 0, all, 0, above.length);
        all[above.length] = RDN.getInstance(ASN1Set.getInstance(name.getName()));
        return Set.of(directory(new X500Principal(new X500Name(all).getEncoded(ASN1Encoding.DER))));
    }

    static X500Principal principal(GeneralName directoryName) throws IOException {
        return new X500Principal(X500Name.getInstance(directoryName.getName()).getEncoded(ASN1Encoding.DER));
    }
}
