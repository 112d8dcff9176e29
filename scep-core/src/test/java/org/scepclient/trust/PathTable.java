package org.scepclient.trust;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.scepclient.pki.Identity;
import org.scepclient.pki.TestCertificate;
import org.scepclient.pki.TestKeys;

/**
 * Certification paths in the manner of NIST's PKITS, each with the verdict that is right here and the one of
 * {@code openssl verify -partial_chain -trusted ANCHOR -untrusted POOL}, which validates the same from the anchor down.
 */
final class PathTable {
    private static final Instant NOW = TestCertificate.NOW;
    private static final String ONE_OF_A_NAME =
            "without key identifiers OpenSSL tries one certificate of the issuer's name only";
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

    /**
     * A path.
     *
     * @param ours true where it is accepted
     * @param openssl true where OpenSSL accepts it
     * @param why the reason for a difference, else empty
     */
    record Row(
            String name,
            Identity anchor,
            List<Identity> pool,
            Identity target,
            boolean ours,
            boolean openssl,
            String why) {}

    private final List<Row> rows = new ArrayList<>();
    private final Identity root = ca("CN=Root", "root").selfSigned();
    private final Identity issuing = ca("CN=Issuing", "issuing").issuedBy(root);

    private PathTable() {}

    static List<Row> rows() {
        PathTable table = new PathTable();
        table.signatures();
        table.validity();
        table.namesAndKeys();
        table.basicConstraints();
        table.pathLength();
        table.keyUsage();
        table.nameConstraints();
        table.dnsConstraints();
        table.criticalExtensions();
        table.anchors();
        table.policies();
        return table.rows;
    }

    private static TestCertificate ca(String name, String key) {
        return TestCertificate.of(name, TestKeys.rsa(key)).ca();
    }

    private static TestCertificate leaf() {
        return leaf("CN=device");
    }

    private static TestCertificate leaf(String name) {
        return TestCertificate.of(name, TestKeys.rsa("client"));
    }

    private void both(boolean accepted, String name, Identity target, Identity... pool) {
        rows.add(new Row(name, root, List.of(pool), target, accepted, accepted, ""));
    }

    private void anchored(boolean accepted, String name, Identity anchor, Identity target, Identity... pool) {
        rows.add(new Row(name, anchor, List.of(pool), target, accepted, accepted, ""));
    }

    private void stricter(String why, String name, Identity anchor, Identity target, Identity... pool) {
        rows.add(new Row(name, anchor, List.of(pool), target, false, true, why));
    }

    private void looser(String why, String name, Identity target, Identity... pool) {
        rows.add(new Row(name, root, List.of(pool), target, true, false, why));
    }

    private void signatures() {
        both(true, "directly below the anchor", leaf().issuedBy(root));
        both(true, "one intermediate", leaf().issuedBy(issuing), issuing);
        both(false, "the intermediate is missing", leaf().issuedBy(issuing));
        Identity forged = ca("CN=Issuing", "stranger").selfSigned();
        both(false, "an intermediate of the same name that signed itself", leaf().issuedBy(forged), forged);
        both(
                false,
                "signed by another key of the issuer's name",
                leaf().issuedBy(ca("CN=Root", "stranger").selfSigned()));
        both(true, "SHA-384", leaf().digest("SHA384").issuedBy(root));
        both(true, "SHA-512", leaf().digest("SHA512").issuedBy(root));
        Identity ec = TestCertificate.of("CN=EC", TestKeys.ec("ca")).ca().issuedBy(root);
        both(true, "an EC intermediate", leaf().issuedBy(ec), ec);
        Identity ecRoot =
                TestCertificate.of("CN=EC root", TestKeys.ec("root")).ca().selfSigned();
        anchored(true, "an EC anchor", ecRoot, leaf().issuedBy(ecRoot));
        stricter(
                "SHA-1 is refused by policy",
                "SHA-1",
                root,
                leaf().digest("SHA1").issuedBy(root));
        stricter(
                "OpenSSL checks digests from security level 1 on",
                "MD5",
                root,
                leaf().digest("MD5").issuedBy(root));
        Identity sha1 = ca("CN=Old", "old").digest("SHA1").issuedBy(root);
        stricter("SHA-1 is refused by policy", "SHA-1 on an intermediate", root, leaf().issuedBy(sha1), sha1);
    }

    private void validity() {
        both(false, "expired", leaf().expired().issuedBy(root));
        both(
                false,
                "not yet valid",
                leaf().valid(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(9)))
                        .issuedBy(root));
        Identity expired = ca("CN=Issuing", "issuing").expired().issuedBy(root);
        both(false, "an expired intermediate", leaf().issuedBy(expired), expired);
        Identity future = ca("CN=Issuing", "issuing")
                .valid(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(9)))
                .issuedBy(root);
        both(false, "an intermediate that is not yet valid", leaf().issuedBy(future), future);
        both(true, "an expired intermediate beside its renewal", leaf().issuedBy(issuing), expired, issuing);
        Identity over = ca("CN=Root", "root").expired().selfSigned();
        anchored(false, "an expired anchor", over, leaf().issuedBy(over));
        both(
                true,
                "valid for ninety years",
                leaf().valid(NOW.minusSeconds(1), Instant.parse("2116-01-01T00:00:00Z"))
                        .issuedBy(root));
        both(
                true,
                "begins this second",
                leaf().valid(NOW, NOW.plus(Duration.ofDays(9))).issuedBy(root));
        looser(
                "RFC 5280 §4.1.2.5 counts notAfter in, OpenSSL does not",
                "ends this second",
                leaf().valid(NOW.minus(Duration.ofDays(9)), NOW).issuedBy(root));
    }

    private void namesAndKeys() {
        Identity other = ca("CN=Other", "other").issuedBy(root);
        both(false, "an intermediate of another name", leaf().issuedBy(issuing), other);
        Identity rolled = ca("CN=Root", "next").issuedBy(root);
        looser(
                ONE_OF_A_NAME,
                "self-issued: the anchor's new key, signed with the old",
                leaf().issuedBy(rolled),
                rolled);
        Identity case1 = ca("CN=ISSUING  ca", "issuing").issuedBy(root);
        both(
                true,
                "names that differ in case and blanks",
                leaf().issuedBy(ca("CN=issuing CA", "issuing").issuedBy(root)),
                case1);
        both(
                true,
                "a serial number of twenty bytes",
                leaf().serial(BigInteger.ONE.shiftLeft(158)).issuedBy(root));
        both(
                true,
                "a negative serial number",
                leaf().serial(BigInteger.valueOf(-5)).issuedBy(root));
        both(
                true,
                "two certificates of one serial number",
                leaf().serial(BigInteger.TWO).issuedBy(root),
                ca("CN=Other", "other").serial(BigInteger.TWO).issuedBy(root));
        both(
                true,
                "an empty subject with a critical alternative name",
                leaf("").extension(Extension.subjectAlternativeName, dns("device.example"))
                        .issuedBy(root));
    }

    private void basicConstraints() {
        Identity device = TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing"))
                .usage(KeyUsage.digitalSignature)
                .issuedBy(root);
        both(false, "an intermediate that is a device", leaf().issuedBy(device), device);
        Identity plain =
                TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing")).issuedBy(root);
        both(false, "an intermediate without basicConstraints", leaf().issuedBy(plain), plain);
        Identity certSign = TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing"))
                .usage(KeyUsage.keyCertSign)
                .issuedBy(root);
        both(false, "keyCertSign without basicConstraints", leaf().issuedBy(certSign), certSign);
    }

    private void pathLength() {
        Identity zero = ca("CN=Zero", "limited").ca(0).issuedBy(root);
        Identity below = ca("CN=Below", "below").issuedBy(zero);
        both(true, "path length 0, a device below", leaf().issuedBy(zero), zero);
        both(false, "path length 0, a CA below", leaf().issuedBy(below), zero, below);
        Identity one =
                TestCertificate.of("CN=One", TestKeys.rsa("limited")).ca(1).issuedBy(root);
        Identity two = ca("CN=Two", "below").issuedBy(one);
        Identity three = ca("CN=Three", "lower").issuedBy(two);
        both(true, "path length 1, one CA below", leaf().issuedBy(two), one, two);
        both(false, "path length 1, two CAs below", leaf().issuedBy(three), one, two, three);
        Identity selfIssued = ca("CN=Zero", "below").issuedBy(zero);
        looser(
                ONE_OF_A_NAME,
                "path length 0, a self-issued certificate below",
                leaf().issuedBy(selfIssued),
                zero,
                selfIssued);
        Identity limited =
                TestCertificate.of("CN=Anchor", TestKeys.rsa("limited")).ca(0).selfSigned();
        Identity under = ca("CN=Under", "below").issuedBy(limited);
        anchored(false, "the path length of the anchor", limited, leaf().issuedBy(under), under);
        anchored(true, "the path length of the anchor, a device below", limited, leaf().issuedBy(limited));
        Identity wider =
                TestCertificate.of("CN=Wider", TestKeys.rsa("below")).ca(5).issuedBy(one);
        both(true, "a longer path length below a shorter one", leaf().issuedBy(wider), one, wider);
    }

    private void keyUsage() {
        Identity crlOnly = ca("CN=CRL", "crl").usage(KeyUsage.cRLSign).issuedBy(root);
        both(false, "an intermediate without keyCertSign", leaf().issuedBy(crlOnly), crlOnly);
        Identity anchor = ca("CN=CRL", "crl").usage(KeyUsage.cRLSign).selfSigned();
        anchored(false, "an anchor without keyCertSign", anchor, leaf().issuedBy(anchor));
        both(
                true,
                "a device with keyAgreement only",
                leaf().usage(KeyUsage.keyAgreement).issuedBy(root));
        Identity noUsage = TestCertificate.of("CN=No usage", TestKeys.rsa("other"))
                .caWithoutUsage()
                .issuedBy(root);
        both(true, "an intermediate without keyUsage", leaf().issuedBy(noUsage), noUsage);
    }

    private void nameConstraints() {
        Identity good = constrained("O=Good,CN=Constrained", permitted(new GeneralName(new X500Name("O=Good"))))
                .issuedBy(root);
        both(true, "a subject within", leaf("O=Good,CN=device").issuedBy(good), good);
        both(false, "a subject outside", leaf("O=Bad,CN=device").issuedBy(good), good);
        Identity lower = ca("O=Good,CN=Lower", "lower").issuedBy(good);
        both(
                true,
                "a subject within, two levels below",
                leaf("O=Good,CN=device").issuedBy(lower),
                good,
                lower);
        both(
                false,
                "a subject outside, two levels below",
                leaf("O=Bad,CN=device").issuedBy(lower),
                good,
                lower);
        Identity outside = ca("O=Bad,CN=Lower", "lower").issuedBy(good);
        both(false, "an intermediate outside", leaf("O=Good,CN=device").issuedBy(outside), good, outside);
        Identity notBad = constrained("O=Good,CN=Constrained", excluded(new GeneralName(new X500Name("O=Bad"))))
                .issuedBy(root);
        both(true, "a subject that is not excluded", leaf("O=Good,CN=device").issuedBy(notBad), notBad);
        both(false, "an excluded subject", leaf("O=Bad,CN=device").issuedBy(notBad), notBad);
        Identity anchor = constrained("O=Good,CN=Anchor", permitted(new GeneralName(new X500Name("O=Good"))))
                .selfSigned();
        anchored(
                true,
                "within the constraints of the anchor",
                anchor,
                leaf("O=Good,CN=device").issuedBy(anchor));
        anchored(
                false,
                "outside the constraints of the anchor",
                anchor,
                leaf("O=Bad,CN=device").issuedBy(anchor));
    }

    private void dnsConstraints() {
        Identity dns = constrained("CN=Constrained", permitted(new GeneralName(GeneralName.dNSName, "example.com")))
                .issuedBy(root);
        both(true, "a DNS name within", named(dns("a.example.com")).issuedBy(dns), dns);
        both(true, "the DNS name itself", named(dns("example.com")).issuedBy(dns), dns);
        both(false, "a DNS name outside", named(dns("example.org")).issuedBy(dns), dns);
        both(
                false,
                "a DNS name that only ends alike",
                named(dns("badexample.com")).issuedBy(dns),
                dns);
        both(true, "no DNS name", leaf("O=Any").issuedBy(dns), dns);
        Identity not = constrained("CN=Constrained", excluded(new GeneralName(GeneralName.dNSName, "evil.example")))
                .issuedBy(root);
        both(false, "an excluded DNS name", named(dns("www.evil.example")).issuedBy(not), not);
        both(true, "another DNS name", named(dns("www.good.example")).issuedBy(not), not);
        Identity mail = constrained("CN=Constrained", permitted(new GeneralName(GeneralName.rfc822Name, "example.com")))
                .issuedBy(root);
        both(true, "a mail address within", named(mail("a@example.com")).issuedBy(mail), mail);
        both(false, "a mail address outside", named(mail("a@example.org")).issuedBy(mail), mail);
        Identity ip = constrained("CN=Constrained", permitted(new GeneralName(GeneralName.iPAddress, "192.0.2.0/24")))
                .issuedBy(root);
        both(true, "an address within", named(ip("192.0.2.7")).issuedBy(ip), ip);
        both(false, "an address outside", named(ip("198.51.100.7")).issuedBy(ip), ip);
    }

    private void criticalExtensions() {
        both(
                false,
                "an unknown critical extension of the device",
                leaf().extension(UNKNOWN, DERNull.INSTANCE).issuedBy(root));
        both(
                true,
                "an unknown extension that is not critical",
                leaf().optional(UNKNOWN, DERNull.INSTANCE).issuedBy(root));
        Identity odd =
                ca("CN=Odd", "other").extension(UNKNOWN, DERNull.INSTANCE).issuedBy(root);
        both(false, "an unknown critical extension of an intermediate", leaf().issuedBy(odd), odd);
        both(
                true,
                "critical key usages of a device",
                leaf().extension(Extension.extendedKeyUsage, new DERSequence(KeyPurposeId.id_kp_clientAuth))
                        .issuedBy(root));
    }

    private void anchors() {
        anchored(true, "the anchor is an intermediate, its issuer is missing", issuing, leaf().issuedBy(issuing));
        anchored(
                true,
                "the anchor is an intermediate, its issuer has expired",
                issuing,
                leaf().issuedBy(issuing),
                ca("CN=Root", "root").expired().selfSigned());
        anchored(false, "above the anchor nothing counts", issuing, leaf().issuedBy(root), root);
        Identity foreign = ca("CN=Foreign", "stranger").selfSigned();
        Identity cross = ca("CN=Root", "root").issuedBy(foreign);
        both(
                false,
                "issued by a foreign root beside a cross-certificate of the anchor's key",
                leaf().issuedBy(foreign),
                cross,
                foreign);
        both(true, "issued by the anchor beside a cross-certificate of its key", leaf().issuedBy(root), cross, foreign);
        Identity plain = TestCertificate.of("CN=Plain", TestKeys.rsa("other")).selfSigned();
        anchored(false, "an anchor without basicConstraints", plain, leaf().issuedBy(plain));
    }

    private void policies() {
        Identity requires = ca("CN=Policy", "other")
                .optional(Extension.policyConstraints, new PolicyConstraints(BigInteger.ZERO, null))
                .issuedBy(root);
        rows.add(new Row(
                "an explicit policy is required and missing",
                root,
                List.of(requires),
                leaf().issuedBy(requires),
                false,
                true,
                "OpenSSL checks policies with -policy_check only"));
        Identity some = ca("CN=Policy", "other")
                .optional(Extension.certificatePolicies, policy())
                .issuedBy(root);
        both(
                true,
                "a policy that nobody asks for",
                leaf().optional(Extension.certificatePolicies, policy()).issuedBy(some),
                some);
    }

    private static ASN1Encodable policy() {
        return new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.2")));
    }

    private static TestCertificate constrained(String name, NameConstraints constraints) {
        return ca(name, "limited").extension(Extension.nameConstraints, constraints);
    }

    private static NameConstraints permitted(GeneralName name) {
        return new NameConstraints(new GeneralSubtree[] {new GeneralSubtree(name)}, null);
    }

    private static NameConstraints excluded(GeneralName name) {
        return new NameConstraints(null, new GeneralSubtree[] {new GeneralSubtree(name)});
    }

    private static TestCertificate named(GeneralNames names) {
        return leaf("O=Any").optional(Extension.subjectAlternativeName, names);
    }

    private static GeneralNames dns(String name) {
        return new GeneralNames(new GeneralName(GeneralName.dNSName, name));
    }

    private static GeneralNames mail(String name) {
        return new GeneralNames(new GeneralName(GeneralName.rfc822Name, name));
    }

    private static GeneralNames ip(String name) {
        return new GeneralNames(new GeneralName(GeneralName.iPAddress, name));
    }
}
