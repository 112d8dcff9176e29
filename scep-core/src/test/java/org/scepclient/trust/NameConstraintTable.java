package org.scepclient.trust;

import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;

/** The rows of {@link PathTable} about name constraints (RFC 5280 §4.2.1.10). */
final class NameConstraintTable {
    private final PathRows rows = new PathRows();
    private final Identity root = PathRows.ca("CN=Root", "root").selfSigned();

    private NameConstraintTable() {}

    static List<PathTable.Row> rows() {
        NameConstraintTable table = new NameConstraintTable();
        table.nameConstraints();
        table.exclusionsAndAnchors();
        table.dnsConstraints();
        return table.rows.all();
    }

    private void nameConstraints() {
        Identity good = constrained("O=Good,CN=Constrained", permitted(new GeneralName(new X500Name("O=Good"))))
                .issuedBy(root);
        rows.at(root)
                .both(
                        true,
                        "a subject within",
                        PathRows.leaf("O=Good,CN=device").issuedBy(good),
                        good);
        rows.at(root)
                .both(
                        false,
                        "a subject outside",
                        PathRows.leaf("O=Bad,CN=device").issuedBy(good),
                        good);
        Identity lower = PathRows.ca("O=Good,CN=Lower", "lower").issuedBy(good);
        rows.at(root)
                .both(
                        true,
                        "a subject within, two levels below",
                        PathRows.leaf("O=Good,CN=device").issuedBy(lower),
                        good,
                        lower);
        rows.at(root)
                .both(
                        false,
                        "a subject outside, two levels below",
                        PathRows.leaf("O=Bad,CN=device").issuedBy(lower),
                        good,
                        lower);
        Identity outside = PathRows.ca("O=Bad,CN=Lower", "lower").issuedBy(good);
        rows.at(root)
                .both(
                        false,
                        "an intermediate outside",
                        PathRows.leaf("O=Good,CN=device").issuedBy(outside),
                        good,
                        outside);
    }

    private void exclusionsAndAnchors() {
        Identity notBad = constrained("O=Good,CN=Constrained", excluded(new GeneralName(new X500Name("O=Bad"))))
                .issuedBy(root);
        rows.at(root)
                .both(
                        true,
                        "a subject that is not excluded",
                        PathRows.leaf("O=Good,CN=device").issuedBy(notBad),
                        notBad);
        rows.at(root)
                .both(
                        false,
                        "an excluded subject",
                        PathRows.leaf("O=Bad,CN=device").issuedBy(notBad),
                        notBad);
        Identity anchor = constrained("O=Good,CN=Anchor", permitted(new GeneralName(new X500Name("O=Good"))))
                .selfSigned();
        rows.at(anchor)
                .both(
                        true,
                        "within the constraints of the anchor",
                        PathRows.leaf("O=Good,CN=device").issuedBy(anchor));
        rows.at(anchor)
                .both(
                        false,
                        "outside the constraints of the anchor",
                        PathRows.leaf("O=Bad,CN=device").issuedBy(anchor));
    }

    private void dnsConstraints() {
        Identity dns = constrained("CN=Constrained", permitted(new GeneralName(GeneralName.dNSName, "example.com")))
                .issuedBy(root);
        rows.at(root)
                .both(true, "a DNS name within", named(dns("a.example.com")).issuedBy(dns), dns);
        rows.at(root)
                .both(true, "the DNS name itself", named(dns("example.com")).issuedBy(dns), dns);
        rows.at(root)
                .both(false, "a DNS name outside", named(dns("example.org")).issuedBy(dns), dns);
        rows.at(root)
                .both(
                        false,
                        "a DNS name that only ends alike",
                        named(dns("badexample.com")).issuedBy(dns),
                        dns);
        rows.at(root).both(true, "no DNS name", PathRows.leaf("O=Any").issuedBy(dns), dns);
        Identity not = constrained("CN=Constrained", excluded(new GeneralName(GeneralName.dNSName, "evil.example")))
                .issuedBy(root);
        rows.at(root)
                .both(
                        false,
                        "an excluded DNS name",
                        named(dns("www.evil.example")).issuedBy(not),
                        not);
        rows.at(root)
                .both(true, "another DNS name", named(dns("www.good.example")).issuedBy(not), not);
        Identity mail = constrained("CN=Constrained", permitted(new GeneralName(GeneralName.rfc822Name, "example.com")))
                .issuedBy(root);
        rows.at(root)
                .both(
                        true,
                        "a mail address within",
                        named(mail("a@example.com")).issuedBy(mail),
                        mail);
        rows.at(root)
                .both(
                        false,
                        "a mail address outside",
                        named(mail("a@example.org")).issuedBy(mail),
                        mail);
        Identity ip = constrained("CN=Constrained", permitted(new GeneralName(GeneralName.iPAddress, "192.0.2.0/24")))
                .issuedBy(root);
        rows.at(root).both(true, "an address within", named(ip("192.0.2.7")).issuedBy(ip), ip);
        rows.at(root)
                .both(false, "an address outside", named(ip("198.51.100.7")).issuedBy(ip), ip);
    }

    private static TestCertificate constrained(String name, NameConstraints constraints) {
        return PathRows.ca(name, "limited").extension(Extension.nameConstraints, constraints);
    }

    private static NameConstraints permitted(GeneralName name) {
        return new NameConstraints(new GeneralSubtree[] {new GeneralSubtree(name)}, null);
    }

    private static NameConstraints excluded(GeneralName name) {
        return new NameConstraints(null, new GeneralSubtree[] {new GeneralSubtree(name)});
    }

    private static TestCertificate named(GeneralNames names) {
        return PathRows.leaf("O=Any").optional(Extension.subjectAlternativeName, names);
    }

    static GeneralNames dns(String name) {
        return new GeneralNames(new GeneralName(GeneralName.dNSName, name));
    }

    private static GeneralNames mail(String name) {
        return new GeneralNames(new GeneralName(GeneralName.rfc822Name, name));
    }

    private static GeneralNames ip(String name) {
        return new GeneralNames(new GeneralName(GeneralName.iPAddress, name));
    }
}
