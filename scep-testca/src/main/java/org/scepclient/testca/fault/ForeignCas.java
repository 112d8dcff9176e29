package org.scepclient.testca.fault;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.anssi.ANSSINamedCurves;
import org.bouncycastle.asn1.anssi.ANSSIObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.scepclient.pkcs10.Validity;
import org.scepclient.testca.authority.CertificateContent;
import org.scepclient.testca.authority.CertificateWriter;
import org.scepclient.testca.authority.Hierarchy;
import org.scepclient.testca.authority.Identity;
import org.scepclient.value.Bytes;

/** GetCACert responses with foreign certificates beside the right ones. */
record ForeignCas(UntrustedIdentities untrusted) {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int MESH = 9;
    private static final X500Principal EXPIRED_ROOT = new X500Principal("CN=Expired Root CA,O=Elsewhere");
    private static final X500Principal UNKNOWN_CURVE = new X500Principal("CN=ANSSI CA,O=Elsewhere");

    Bytes withForeign(Fault fault, Hierarchy hierarchy) {
        List<X509Certificate> right = hierarchy.published();
        X509Certificate anchor = hierarchy.anchor();
        Identity issuer = hierarchy.issuer();
        return switch (fault) {
            case CA_CROSS_CERTIFIED ->
                OrderedCertificates.of(List.of(untrusted.stranger().certificate(), untrusted.crossCertificate(anchor)))
                        .and(right)
                        .encode();
            case CA_AND_NAMESAKE ->
                OrderedCertificates.of(List.of(namesake(issuer, untrusted.currentValidity())))
                        .and(right)
                        .encode();
            case CA_AND_PREDECESSOR ->
                OrderedCertificates.of(List.of(namesake(issuer, pastValidity())))
                        .and(right)
                        .encode();
            case CA_RENEWED_OLD_FIRST ->
                OrderedCertificates.of(List.of(older(hierarchy))).and(right).encode();
            case CA_RENEWED_OLD_LAST ->
                OrderedCertificates.of(right).and(older(hierarchy)).encode();
            case CA_ANCESTOR_EXPIRED ->
                OrderedCertificates.of(right).and(expiredAncestor(anchor)).encode();
            case CA_MESH -> OrderedCertificates.of(mesh(anchor)).and(right).encode();
            default -> OrderedCertificates.of(right).and(unknownCurve()).encode();
        };
    }

    private X509Certificate namesake(Identity of, Validity validity) {
        return untrusted
                .selfSigned(of.certificate().getSubjectX500Principal(), untrusted.keyPair(), validity)
                .certificate();
    }

    private Validity pastValidity() {
        return new Validity(
                untrusted.now().minus(YEAR.multipliedBy(8)), untrusted.now().plus(MONTH));
    }

    /** An earlier certificate with the same name, key and issuer. */
    private X509Certificate older(Hierarchy hierarchy) {
        X509Certificate newer = hierarchy.issuer().certificate();
        CertificateContent content =
                untrusted.caContent(newer.getSubjectX500Principal(), newer.getPublicKey(), pastValidity());
        return CertificateWriter.write(content, hierarchy.root().orElse(hierarchy.issuer()));
    }

    private List<X509Certificate> expiredAncestor(X509Certificate below) {
        Validity over =
                new Validity(untrusted.now().minus(YEAR), untrusted.now().minus(Duration.ofDays(6)));
        Identity root = untrusted.selfSigned(EXPIRED_ROOT, untrusted.keyPair(), over);
        return List.of(untrusted.crossCertificate(below, root), root.certificate());
    }

    /** CAs of which each certifies itself, each of the others, and {@code below}. */
    private List<X509Certificate> mesh(X509Certificate below) {
        List<Identity> members = new ArrayList<>();
        for (int i = 1; i <= MESH; i++) {
            X500Principal name = new X500Principal("CN=Mesh CA " + i + ",O=Elsewhere");
            members.add(untrusted.selfSigned(name, untrusted.ecPair(i), untrusted.currentValidity()));
        }
        List<X509Certificate> all = new ArrayList<>();
        for (Identity issuer : members) {
            for (Identity subject : members) {
                all.add(
                        issuer.equals(subject)
                                ? issuer.certificate()
                                : untrusted.crossCertificate(subject.certificate(), issuer));
            }
            all.add(untrusted.crossCertificate(below, issuer));
        }
        return all;
    }

    /** A certificate issued by the stranger's CA, whose public key is the generator of the curve. */
    private Bytes unknownCurve() {
        AlgorithmIdentifier algorithm =
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, ANSSIObjectIdentifiers.FRP256v1);
        byte[] point = ANSSINamedCurves.getByOID(ANSSIObjectIdentifiers.FRP256v1)
                .getG()
                .getEncoded(false);
        CertificateContent content =
                untrusted.caContent(UNKNOWN_CURVE, untrusted.keyPair().getPublic(), untrusted.currentValidity());
        return CertificateWriter.encode(content, new SubjectPublicKeyInfo(algorithm, point), untrusted.stranger());
    }
}
