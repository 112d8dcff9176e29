package org.scepclient.testca.fault;

import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.scepclient.testca.authority.StandardExtensions;

/** Extensions that restrict the use of a certificate, or that are unknown. */
final class UnusualExtensions {
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.13.3");
    private static final X500Name PERMITTED = new X500Name("O=Permitted");

    private UnusualExtensions() {}

    /** RFC 5280 §4.2: a certificate or a CRL with a critical extension that is not understood is rejected. */
    static Extension unknownCritical() {
        return StandardExtensions.extension(UNKNOWN, true, DERNull.INSTANCE);
    }

    /** {@code NameConstraints}: permits only names below O=Permitted, and so none of the test CA's. */
    static Extension nameConstraints() {
        GeneralSubtree[] permitted = {new GeneralSubtree(new GeneralName(PERMITTED))};
        return StandardExtensions.extension(Extension.nameConstraints, true, new NameConstraints(permitted, null));
    }

    static List<Extension> ca() {
        return List.of(StandardExtensions.ca(), StandardExtensions.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    static List<Extension> caWithPathLength(int length) {
        return List.of(
                StandardExtensions.extension(Extension.basicConstraints, true, new BasicConstraints(length)),
                StandardExtensions.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    static List<Extension> caWithoutKeyCertSign() {
        return List.of(StandardExtensions.ca(), StandardExtensions.keyUsage(KeyUsage.digitalSignature));
    }

    static List<Extension> caWithNameConstraints() {
        return List.of(
                StandardExtensions.ca(),
                StandardExtensions.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign),
                nameConstraints());
    }
}
