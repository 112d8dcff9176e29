package org.scepclient.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;

/** RFC 5280 §6.1 for whole paths, including the certificate of a device or registration authority. */
class PathValidationTest {
    private static final PathRules RULES = TestCertificate.RULES;
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");
    private static final Identity ROOT =
            TestCertificate.of("CN=Root", TestKeys.rsa("root")).ca().selfSigned();

    private static TestCertificate device(String subject) {
        return TestCertificate.of(subject, TestKeys.rsa("client"));
    }

    private static NameConstraints only(String subtree) {
        return new NameConstraints(
                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(new X500Name(subtree)))}, null);
    }

    private static CaCertificates anchored(Identity anchor, Identity... below) {
        List<X509Certificate> all = new ArrayList<>(List.of(anchor.certificate()));
        Stream.of(below).map(Identity::certificate).forEach(all::add);
        return new CaCertificates(all, Set.of(anchor.certificate()));
    }

    private static IssuedCertificate select(CaCertificates ca, Identity issued, PathRules rules) throws ScepException {
        return IssuedCertificate.select(
                CertificatesOnly.ofCertificates(List.of(issued.certificate())),
                TestKeys.rsa("client").getPublic(),
                ca,
                rules);
    }

    private static void assertRefused(String message, CaCertificates ca, Identity issued) {
        assertThatThrownBy(() -> select(ca, issued, RULES))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_REFUSED))
                .hasMessageContaining(message)
                .hasMessageNotContaining("java")
                .hasMessageNotContaining("sun.");
    }

    @Test
    void refusesANameOutsideTheConstraintsOfAnIntermediate() throws ScepException {
        Identity constrained = TestCertificate.of("O=Good,CN=Constrained", TestKeys.rsa("limited"))
                .ca()
                .extension(Extension.nameConstraints, only("O=Good"))
                .issuedBy(ROOT);
        CaCertificates ca = anchored(ROOT, constrained);
        assertThat(select(ca, device("O=Good,CN=device").issuedBy(constrained), RULES)
                        .chain())
                .hasSize(2);
        assertRefused("name constraints", ca, device("O=Bad,CN=device").issuedBy(constrained));
    }

    @Test
    void refusesANameOutsideTheConstraintsOfTheAnchorItself() throws ScepException {
        NameConstraints noEvil = new NameConstraints(
                null, new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "evil.example"))});
        for (Identity anchor : List.of(
                TestCertificate.of("O=Good,CN=Anchor", TestKeys.rsa("limited"))
                        .ca()
                        .extension(Extension.nameConstraints, only("O=Good"))
                        .selfSigned(),
                TestCertificate.of("O=Good,CN=Anchor", TestKeys.rsa("limited"))
                        .ca()
                        .extension(Extension.nameConstraints, only("O=Good"))
                        .issuedBy(ROOT))) {
            CaCertificates ca = anchored(anchor);
            select(ca, device("O=Good,CN=device").issuedBy(anchor), RULES);
            assertRefused("name constraints", ca, device("O=Bad,CN=device").issuedBy(anchor));
        }
        Identity anchor = TestCertificate.of("CN=Anchor", TestKeys.rsa("limited"))
                .ca()
                .extension(Extension.nameConstraints, noEvil)
                .selfSigned();
        GeneralNames names = new GeneralNames(new GeneralName(GeneralName.dNSName, "www.evil.example"));
        assertRefused(
                "name constraints",
                anchored(anchor),
                device("CN=device")
                        .optional(Extension.subjectAlternativeName, names)
                        .issuedBy(anchor));
    }

    @Test
    void refusesAnUnsupportedCriticalExtensionAndNamesIt() throws ScepException {
        assertRefused(
                UNKNOWN.getId(),
                anchored(ROOT),
                device("CN=device").extension(UNKNOWN, DERNull.INSTANCE).issuedBy(ROOT));
        select(
                anchored(ROOT),
                device("CN=device").optional(UNKNOWN, DERNull.INSTANCE).issuedBy(ROOT),
                RULES);
    }

    @Test
    void ignoresAnAuthorityWithAnUnsupportedCriticalExtension() throws ScepException {
        Identity authority = TestCertificate.of("CN=RA", TestKeys.rsa("ra"))
                .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
                .extension(UNKNOWN, DERNull.INSTANCE)
                .issuedBy(ROOT);
        CaCertificates ca = CaCertificates.trusted(List.of(ROOT.certificate(), authority.certificate()));
        assertThat(ca.replyVerifiers(RULES)).containsExactly(ROOT.certificate());
        assertThat(ca.encryptionRecipient(RULES)).isEqualTo(ROOT.certificate());
    }

    @Test
    void refusesMd5AlwaysAndSha1ByPolicy() throws ScepException {
        PathRules legacy = new PathRules(TestCertificate.NOW, true);
        Identity md5 = device("CN=device").digest("MD5").issuedBy(ROOT);
        Identity sha1 = device("CN=device").digest("SHA1").issuedBy(ROOT);
        assertRefused("MD5", anchored(ROOT), md5);
        assertRefused("SHA-1", anchored(ROOT), sha1);
        assertThatThrownBy(() -> select(anchored(ROOT), md5, legacy)).hasMessageContaining("MD5");
        assertThat(select(anchored(ROOT), sha1, legacy).certificate()).isEqualTo(sha1.certificate());
        Identity intermediate = TestCertificate.of("CN=Old", TestKeys.rsa("limited"))
                .ca()
                .digest("SHA1")
                .issuedBy(ROOT);
        assertRefused("SHA-1", anchored(ROOT, intermediate), device("CN=device").issuedBy(intermediate));
    }

    @Test
    void ignoresTheSignatureOfAnAnchor() throws ScepException {
        Identity old = TestCertificate.of("CN=Old root", TestKeys.rsa("old"))
                .ca()
                .digest("MD5")
                .selfSigned();
        assertThat(select(anchored(old), device("CN=device").issuedBy(old), RULES)
                        .chain())
                .containsExactly(old.certificate());
    }

    @Test
    void appliesThePathLengthOfAnAnchorThatIsNotARoot() {
        Identity anchor =
                TestCertificate.of("CN=Anchor", TestKeys.rsa("limited")).ca(0).issuedBy(ROOT);
        Identity below =
                TestCertificate.of("CN=Below", TestKeys.rsa("below")).ca().issuedBy(anchor);
        assertRefused(
                "path length", anchored(anchor, below), device("CN=device").issuedBy(below));
    }

    @Test
    void reportsAnIssuerWithTheSameNameAndAnotherKey() {
        Identity rekeyed =
                TestCertificate.of("CN=Root", TestKeys.rsa("stranger")).ca().selfSigned();
        assertRefused("another key", anchored(ROOT), device("CN=device").issuedBy(rekeyed));
    }

    @Test
    void reportsAnIssuerWithoutBasicConstraints() {
        Identity plain = TestCertificate.of("CN=Plain", TestKeys.rsa("other")).selfSigned();
        assertRefused(
                "basicConstraints", anchored(ROOT, plain), device("CN=device").issuedBy(plain));
    }

    /** 90 certificates that certify each other, above and below the anchor, take no noticeable time. */
    @Test
    void neverFollowsAMeshOfForeignCas() throws TrustException {
        List<Identity> mesh = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            mesh.add(TestCertificate.of("CN=Mesh " + i, TestKeys.rsa("mesh " + i))
                    .ca()
                    .selfSigned());
        }
        List<X509Certificate> all = new ArrayList<>(List.of(ROOT.certificate()));
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < 10; j++) {
                if (i != j) {
                    all.add(TestCertificate.of("CN=Mesh " + j, TestKeys.rsa("mesh " + j))
                            .ca()
                            .issuedBy(mesh.get(i))
                            .certificate());
                }
            }
        }
        all.add(TestCertificate.of("CN=Root", TestKeys.rsa("root"))
                .ca()
                .issuedBy(mesh.getFirst())
                .certificate());
        CaSelection selection =
                CaCertificates.pinned(all, Fingerprint.of(ROOT.certificate(), DigestAlgorithm.SHA256), RULES);
        assertThat(selection.ca().certificates()).containsExactly(ROOT.certificate());
        assertThat(CaCertificates.firstContact(all, RULES).ca().anchors()).hasSize(1);
        // If all of them are trusted, the number of paths is bounded.
        Identity strange = device("CN=device")
                .issuedBy(TestCertificate.of("CN=Mesh 1", TestKeys.rsa("stranger"))
                        .ca()
                        .selfSigned());
        assertThat(CaCertificates.trusted(all).vouchesFor(strange.certificate(), List.of(), RULES))
                .isFalse();
    }
}
