package org.scepclient.crl;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jspecify.annotations.Nullable;
import org.scepclient.fixture.TestKeys;
import org.scepclient.trust.CaCertificates;

/** The CAs, certificates and extensions of the tests about CRLs. */
final class CrlPki {
    static final String NAME = "CN=CRL CA,O=Example";
    static final String AUTHORITY = "CN=Indirect CRLs,O=Example";
    static final String URL = "http://ca.example.com/ca.crl";
    static final String OTHER_URL = "http://ca.example.com/part-7.crl";
    static final long SERIAL = 0x12345678L;
    private static final int CA_USE = KeyUsage.keyCertSign | KeyUsage.cRLSign;

    static final KeyPair KEY = TestKeys.rsa("crl ca");
    static final KeyPair NEXT_KEY = TestKeys.rsa("crl ca, next");
    static final KeyPair AUTHORITY_KEY = TestKeys.rsa("crl authority");
    static final KeyPair DEVICE_KEY = TestKeys.rsa("crl device");
    static final KeyPair EC_KEY = TestKeys.ec("crl ca");
    static final KeyPair ED_KEY = TestKeys.ed25519();

    static final X509Certificate CA = ca(KEY, CA_USE, 1000);

    private CrlPki() {}

    static X509Certificate ca(KeyPair key, int usage, long days, Extension... more) {
        List<Extension> extensions = new ArrayList<>(List.of(more));
        extensions.add(TestCrl.extension(Extension.basicConstraints, true, new BasicConstraints(true)));
        extensions.add(TestCrl.extension(Extension.keyUsage, true, new KeyUsage(usage)));
        extensions.add(
                TestCrl.extension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(key))));
        return TestCrl.certificate(
                new TestCrl.TestName(NAME, NAME, 1, days), key, key, extensions.toArray(new Extension[0]));
    }

    static X509Certificate ca(KeyPair key) {
        return ca(key, CA_USE, 1000);
    }

    /** An authority that may sign indirect CRLs only. */
    static X509Certificate authority() {
        return TestCrl.certificate(
                new TestCrl.TestName(AUTHORITY, NAME, 77, 1000),
                AUTHORITY_KEY,
                KEY,
                TestCrl.extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign)));
    }

    static X509Certificate device(Extension... extensions) {
        return device(KEY, extensions);
    }

    static X509Certificate device(KeyPair issuer, Extension... extensions) {
        return TestCrl.certificate(
                new TestCrl.TestName("CN=device", NAME, SERIAL, 100), DEVICE_KEY, issuer, extensions);
    }

    static X509Certificate subordinate(Extension... more) {
        List<Extension> extensions = new ArrayList<>(List.of(more));
        extensions.add(TestCrl.extension(Extension.basicConstraints, true, new BasicConstraints(true)));
        return TestCrl.certificate(
                new TestCrl.TestName("CN=Sub CA", NAME, SERIAL, 100),
                DEVICE_KEY,
                KEY,
                extensions.toArray(new Extension[0]));
    }

    static CaCertificates trusted(X509Certificate... certificates) {
        return new CaCertificates(List.of(certificates), Set.of(certificates));
    }

    static byte[] keyIdentifier(KeyPair key) {
        return new byte[] {(byte) key.getPublic().hashCode(), 2, 3, 4};
    }

    static Extension authorityKey(KeyPair key) {
        return TestCrl.extension(
                Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(keyIdentifier(key)));
    }

    static GeneralNames uri(String text) {
        return new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, text));
    }

    static GeneralNames directory(String name) {
        return new GeneralNames(new GeneralName(new X500Name(name)));
    }

    static DistributionPointName full(GeneralNames names) {
        return new DistributionPointName(names);
    }

    static DistributionPointName relative(String rdn) {
        return new DistributionPointName(
                DistributionPointName.NAME_RELATIVE_TO_CRL_ISSUER, new X500Name(rdn).getRDNs()[0].toASN1Primitive());
    }

    /** A certificate's distribution point. */
    static Extension at(
            @Nullable DistributionPointName name, @Nullable ReasonFlags reasons, @Nullable GeneralNames crlIssuer) {
        return TestCrl.extension(
                Extension.cRLDistributionPoints,
                false,
                new CRLDistPoint(new org.bouncycastle.asn1.x509.DistributionPoint[] {
                    new org.bouncycastle.asn1.x509.DistributionPoint(name, reasons, crlIssuer)
                }));
    }

    static Extension at(String url) {
        return at(full(uri(url)), null, null);
    }

    /** An issuingDistributionPoint with some of the flags {@code user ca attribute indirect some}. */
    static Extension scope(@Nullable DistributionPointName name, String flags) {
        List<String> set = List.of(flags.split(" "));
        if (set.contains("user") && set.contains("ca")) {
            return TestCrl.extension(Extension.issuingDistributionPoint, true, bothKinds());
        }
        return TestCrl.extension(
                Extension.issuingDistributionPoint,
                !set.contains("uncritical"),
                new IssuingDistributionPoint(
                        name,
                        set.contains("user"),
                        set.contains("ca"),
                        set.contains("some") ? new ReasonFlags(ReasonFlags.keyCompromise) : null,
                        set.contains("indirect"),
                        set.contains("attribute")));
    }

    private static DERSequence bothKinds() {
        return new DERSequence(new ASN1Encodable[] {
            new DERTaggedObject(false, 1, ASN1Boolean.TRUE), new DERTaggedObject(false, 2, ASN1Boolean.TRUE)
        });
    }

    static Extension reason(int code, boolean critical) {
        return TestCrl.extension(Extension.reasonCode, critical, CRLReason.lookup(code));
    }

    static Extension ofIssuer(String name) {
        return TestCrl.extension(Extension.certificateIssuer, true, directory(name));
    }
}
