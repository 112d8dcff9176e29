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
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;

/**
 * Certification paths similar to NIST's PKITS, each with the expected verdict and the one of
 * {@code openssl verify -partial_chain -trusted ANCHOR -untrusted POOL}, which also ends at the anchor.
 */
final class PathTable {
    private static final Instant NOW = TestCertificate.NOW;
    private static final String ONE_OF_A_NAME =
            "without key identifiers OpenSSL tries one certificate of the issuer's name only";
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

    /**
     * A path.
     *
     * @param ours true if it is accepted
     * @param openssl true if OpenSSL accepts it
     * @param reason the reason for a difference; empty if there is none
     */
    record Row(
            String name,
            Identity anchor,
            List<Identity> pool,
            Identity target,
            boolean ours,
            boolean openssl,
            String reason) {}

    private final PathRows rows = new PathRows();
    private final Identity root = PathRows.ca("CN=Root", "root").selfSigned();
    private final Identity issuing = PathRows.ca("CN=Issuing", "issuing").issuedBy(root);

    private PathTable() {}

    static List<Row> rows() {
        PathTable table = new PathTable();
        table.signatures();
        table.validity();
        table.namesAndKeys();
        table.basicConstraints();
        table.pathLength();
        table.keyUsage();
        table.criticalExtensions();
        table.anchors();
        table.policies();
        List<Row> rows = new ArrayList<>(table.rows.all());
        rows.addAll(NameConstraintTable.rows());
        return rows;
    }

    private void signatures() {
        rows.at(root).both(true, "directly below the anchor", PathRows.leaf().issuedBy(root));
        rows.at(root).both(true, "one intermediate", PathRows.leaf().issuedBy(issuing), issuing);
        rows.at(root).both(false, "the intermediate is missing", PathRows.leaf().issuedBy(issuing));
        Identity forged = PathRows.ca("CN=Issuing", "stranger").selfSigned();
        rows.at(root)
                .both(
                        false,
                        "an intermediate of the same name that signed itself",
                        PathRows.leaf().issuedBy(forged),
                        forged);
        rows.at(root)
                .both(
                        false,
                        "signed by another key of the issuer's name",
                        PathRows.leaf()
                                .issuedBy(PathRows.ca("CN=Root", "stranger").selfSigned()));
        rows.at(root).both(true, "SHA-384", PathRows.leaf().digest("SHA384").issuedBy(root));
        rows.at(root).both(true, "SHA-512", PathRows.leaf().digest("SHA512").issuedBy(root));
        Identity ec = TestCertificate.of("CN=EC", TestKeys.ec("ca")).ca().issuedBy(root);
        rows.at(root).both(true, "an EC intermediate", PathRows.leaf().issuedBy(ec), ec);
        Identity ecRoot =
                TestCertificate.of("CN=EC root", TestKeys.ec("root")).ca().selfSigned();
        rows.at(ecRoot).both(true, "an EC anchor", PathRows.leaf().issuedBy(ecRoot));
        rows.at(root)
                .stricter(
                        "SHA-1 is refused by policy",
                        "SHA-1",
                        PathRows.leaf().digest("SHA1").issuedBy(root));
        rows.at(root)
                .stricter(
                        "OpenSSL checks digests at security level 1 and above",
                        "MD5",
                        PathRows.leaf().digest("MD5").issuedBy(root));
        Identity sha1 = PathRows.ca("CN=Old", "old").digest("SHA1").issuedBy(root);
        rows.at(root)
                .stricter(
                        "SHA-1 is refused by policy",
                        "SHA-1 on an intermediate",
                        PathRows.leaf().issuedBy(sha1),
                        sha1);
    }

    private void validity() {
        rows.at(root).both(false, "expired", PathRows.leaf().expired().issuedBy(root));
        rows.at(root)
                .both(
                        false,
                        "not yet valid",
                        PathRows.leaf()
                                .valid(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(9)))
                                .issuedBy(root));
        Identity expired = PathRows.ca("CN=Issuing", "issuing").expired().issuedBy(root);
        rows.at(root).both(false, "an expired intermediate", PathRows.leaf().issuedBy(expired), expired);
        Identity future = PathRows.ca("CN=Issuing", "issuing")
                .valid(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(9)))
                .issuedBy(root);
        rows.at(root)
                .both(
                        false,
                        "an intermediate that is not yet valid",
                        PathRows.leaf().issuedBy(future),
                        future);
        rows.at(root)
                .both(
                        true,
                        "an expired intermediate beside its renewal",
                        PathRows.leaf().issuedBy(issuing),
                        expired,
                        issuing);
        Identity over = PathRows.ca("CN=Root", "root").expired().selfSigned();
        rows.at(over).both(false, "an expired anchor", PathRows.leaf().issuedBy(over));
        rows.at(root)
                .both(
                        true,
                        "valid for ninety years",
                        PathRows.leaf()
                                .valid(NOW.minusSeconds(1), Instant.parse("2116-01-01T00:00:00Z"))
                                .issuedBy(root));
        rows.at(root)
                .both(
                        true,
                        "valid since this second",
                        PathRows.leaf().valid(NOW, NOW.plus(Duration.ofDays(9))).issuedBy(root));
        rows.at(root)
                .looser(
                        "RFC 5280 §4.1.2.5 includes notAfter, OpenSSL does not",
                        "valid until this second",
                        PathRows.leaf()
                                .valid(NOW.minus(Duration.ofDays(9)), NOW)
                                .issuedBy(root));
    }

    private void namesAndKeys() {
        Identity other = PathRows.ca("CN=Other", "other").issuedBy(root);
        rows.at(root)
                .both(false, "an intermediate of another name", PathRows.leaf().issuedBy(issuing), other);
        Identity rolled = PathRows.ca("CN=Root", "next").issuedBy(root);
        rows.at(root)
                .looser(
                        ONE_OF_A_NAME,
                        "self-issued: the anchor's new key, signed with the old",
                        PathRows.leaf().issuedBy(rolled),
                        rolled);
        Identity case1 = PathRows.ca("CN=ISSUING  ca", "issuing").issuedBy(root);
        rows.at(root)
                .both(
                        true,
                        "names that differ in case and blanks",
                        PathRows.leaf()
                                .issuedBy(
                                        PathRows.ca("CN=issuing CA", "issuing").issuedBy(root)),
                        case1);
        rows.at(root)
                .both(
                        true,
                        "a serial number of twenty bytes",
                        PathRows.leaf().serial(BigInteger.ONE.shiftLeft(158)).issuedBy(root));
        rows.at(root)
                .both(
                        true,
                        "a negative serial number",
                        PathRows.leaf().serial(BigInteger.valueOf(-5)).issuedBy(root));
        rows.at(root)
                .both(
                        true,
                        "two certificates of one serial number",
                        PathRows.leaf().serial(BigInteger.TWO).issuedBy(root),
                        PathRows.ca("CN=Other", "other").serial(BigInteger.TWO).issuedBy(root));
        rows.at(root)
                .both(
                        true,
                        "an empty subject with a critical alternative name",
                        PathRows.leaf("")
                                .extension(Extension.subjectAlternativeName, NameConstraintTable.dns("device.example"))
                                .issuedBy(root));
    }

    private void basicConstraints() {
        Identity device = TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing"))
                .usage(KeyUsage.digitalSignature)
                .issuedBy(root);
        rows.at(root)
                .both(false, "an intermediate that is a device", PathRows.leaf().issuedBy(device), device);
        Identity plain =
                TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing")).issuedBy(root);
        rows.at(root)
                .both(
                        false,
                        "an intermediate without basicConstraints",
                        PathRows.leaf().issuedBy(plain),
                        plain);
        Identity certSign = TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing"))
                .usage(KeyUsage.keyCertSign)
                .issuedBy(root);
        rows.at(root)
                .both(
                        false,
                        "keyCertSign without basicConstraints",
                        PathRows.leaf().issuedBy(certSign),
                        certSign);
    }

    private void pathLength() {
        Identity zero = PathRows.ca("CN=Zero", "limited").ca(0).issuedBy(root);
        Identity below = PathRows.ca("CN=Below", "below").issuedBy(zero);
        rows.at(root)
                .both(true, "path length 0, a device below", PathRows.leaf().issuedBy(zero), zero);
        rows.at(root).both(false, "path length 0, a CA below", PathRows.leaf().issuedBy(below), zero, below);
        Identity one =
                TestCertificate.of("CN=One", TestKeys.rsa("limited")).ca(1).issuedBy(root);
        Identity two = PathRows.ca("CN=Two", "below").issuedBy(one);
        Identity three = PathRows.ca("CN=Three", "lower").issuedBy(two);
        rows.at(root).both(true, "path length 1, one CA below", PathRows.leaf().issuedBy(two), one, two);
        rows.at(root)
                .both(false, "path length 1, two CAs below", PathRows.leaf().issuedBy(three), one, two, three);
        Identity selfIssued = PathRows.ca("CN=Zero", "below").issuedBy(zero);
        rows.at(root)
                .looser(
                        ONE_OF_A_NAME,
                        "path length 0, a self-issued certificate below",
                        PathRows.leaf().issuedBy(selfIssued),
                        zero,
                        selfIssued);
        Identity limited =
                TestCertificate.of("CN=Anchor", TestKeys.rsa("limited")).ca(0).selfSigned();
        Identity under = PathRows.ca("CN=Under", "below").issuedBy(limited);
        rows.at(limited)
                .both(false, "the path length of the anchor", PathRows.leaf().issuedBy(under), under);
        rows.at(limited)
                .both(
                        true,
                        "the path length of the anchor, a device below",
                        PathRows.leaf().issuedBy(limited));
        Identity wider =
                TestCertificate.of("CN=Wider", TestKeys.rsa("below")).ca(5).issuedBy(one);
        rows.at(root)
                .both(
                        true,
                        "a longer path length below a shorter one",
                        PathRows.leaf().issuedBy(wider),
                        one,
                        wider);
    }

    private void keyUsage() {
        Identity crlOnly = PathRows.ca("CN=CRL", "crl").usage(KeyUsage.cRLSign).issuedBy(root);
        rows.at(root)
                .both(
                        false,
                        "an intermediate without keyCertSign",
                        PathRows.leaf().issuedBy(crlOnly),
                        crlOnly);
        Identity anchor = PathRows.ca("CN=CRL", "crl").usage(KeyUsage.cRLSign).selfSigned();
        rows.at(anchor)
                .both(false, "an anchor without keyCertSign", PathRows.leaf().issuedBy(anchor));
        rows.at(root)
                .both(
                        true,
                        "a device with keyAgreement only",
                        PathRows.leaf().usage(KeyUsage.keyAgreement).issuedBy(root));
        Identity noUsage = TestCertificate.of("CN=No usage", TestKeys.rsa("other"))
                .caWithoutUsage()
                .issuedBy(root);
        rows.at(root)
                .both(true, "an intermediate without keyUsage", PathRows.leaf().issuedBy(noUsage), noUsage);
    }

    private void criticalExtensions() {
        rows.at(root)
                .both(
                        false,
                        "an unknown critical extension of the device",
                        PathRows.leaf().extension(UNKNOWN, DERNull.INSTANCE).issuedBy(root));
        rows.at(root)
                .both(
                        true,
                        "an unknown extension that is not critical",
                        PathRows.leaf().optional(UNKNOWN, DERNull.INSTANCE).issuedBy(root));
        Identity odd = PathRows.ca("CN=Odd", "other")
                .extension(UNKNOWN, DERNull.INSTANCE)
                .issuedBy(root);
        rows.at(root)
                .both(
                        false,
                        "an unknown critical extension of an intermediate",
                        PathRows.leaf().issuedBy(odd),
                        odd);
        rows.at(root)
                .both(
                        true,
                        "critical key usages of a device",
                        PathRows.leaf()
                                .extension(Extension.extendedKeyUsage, new DERSequence(KeyPurposeId.id_kp_clientAuth))
                                .issuedBy(root));
    }

    private void anchors() {
        rows.at(issuing)
                .both(
                        true,
                        "the anchor is an intermediate, its issuer is missing",
                        PathRows.leaf().issuedBy(issuing));
        rows.at(issuing)
                .both(
                        true,
                        "the anchor is an intermediate, its issuer has expired",
                        PathRows.leaf().issuedBy(issuing),
                        PathRows.ca("CN=Root", "root").expired().selfSigned());
        rows.at(issuing)
                .both(false, "above the anchor nothing counts", PathRows.leaf().issuedBy(root), root);
        Identity foreign = PathRows.ca("CN=Foreign", "stranger").selfSigned();
        Identity cross = PathRows.ca("CN=Root", "root").issuedBy(foreign);
        rows.at(root)
                .both(
                        false,
                        "issued by a foreign root beside a cross-certificate of the anchor's key",
                        PathRows.leaf().issuedBy(foreign),
                        cross,
                        foreign);
        rows.at(root)
                .both(
                        true,
                        "issued by the anchor beside a cross-certificate of its key",
                        PathRows.leaf().issuedBy(root),
                        cross,
                        foreign);
        Identity plain = TestCertificate.of("CN=Plain", TestKeys.rsa("other")).selfSigned();
        rows.at(plain)
                .both(
                        false,
                        "an anchor without basicConstraints",
                        PathRows.leaf().issuedBy(plain));
    }

    private void policies() {
        Identity requires = PathRows.ca("CN=Policy", "other")
                .optional(Extension.policyConstraints, new PolicyConstraints(BigInteger.ZERO, null))
                .issuedBy(root);
        rows.at(root)
                .stricter(
                        "OpenSSL checks policies with -policy_check only",
                        "an explicit policy is required and missing",
                        PathRows.leaf().issuedBy(requires),
                        requires);
        Identity some = PathRows.ca("CN=Policy", "other")
                .optional(Extension.certificatePolicies, policy())
                .issuedBy(root);
        rows.at(root)
                .both(
                        true,
                        "a policy that is not required",
                        PathRows.leaf()
                                .optional(Extension.certificatePolicies, policy())
                                .issuedBy(some),
                        some);
    }

    private static ASN1Encodable policy() {
        return new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.2")));
    }
}
