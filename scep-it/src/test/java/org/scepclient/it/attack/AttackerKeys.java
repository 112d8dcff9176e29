package org.scepclient.it.attack;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.scepclient.pkcs10.Validity;
import org.scepclient.testca.authority.CertificateContent;
import org.scepclient.testca.authority.CertificateWriter;
import org.scepclient.testca.authority.Identity;
import org.scepclient.testca.authority.SerialNumbers;
import org.scepclient.testca.authority.StandardExtensions;

/** Certificates that an attacker makes with his own key; the device certificate has another key. */
final class AttackerKeys {
    private static final X500Principal ROOT = new X500Principal("CN=Evil Root,O=Elsewhere");
    private static final X500Principal RA = new X500Principal("CN=Evil RA,O=Elsewhere");
    private static final int CA_USES =
            KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
    private static final int RA_USES = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
    private static final int MESH = 8;

    private final SerialNumbers serialNumbers = new SerialNumbers(new SecureRandom());
    private final KeyPair pair;
    final Identity root;
    /** An ordinary certificate of the real CA, and its key. */
    final Identity device;

    AttackerKeys(KeyPair pair, Identity device) {
        this.pair = pair;
        this.device = device;
        this.root = selfSigned(ROOT, serialNumbers.next());
    }

    private Identity selfSigned(X500Principal name, BigInteger serialNumber) {
        return issued(ca(name, pair.getPublic(), serialNumber, now()), name);
    }

    private Identity issued(CertificateContent content, X500Principal issuer) {
        return new Identity(CertificateWriter.write(content, issuer, pair.getPrivate()), pair.getPrivate());
    }

    private static Validity now() {
        Instant now = Instant.now();
        return new Validity(now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(3000)));
    }

    private static Validity lastYear() {
        Instant now = Instant.now();
        return new Validity(now.minus(Duration.ofDays(400)), now.minus(Duration.ofDays(30)));
    }

    private static CertificateContent ca(
            X500Principal name, PublicKey key, BigInteger serialNumber, Validity validity) {
        return new CertificateContent(
                name,
                key,
                serialNumber,
                validity,
                List.of(
                        StandardExtensions.ca(),
                        StandardExtensions.keyUsage(CA_USES),
                        StandardExtensions.subjectKeyIdentifier(key)));
    }

    private static CertificateContent leaf(X500Principal name, PublicKey key, BigInteger serialNumber) {
        List<Extension> extensions = List.of(StandardExtensions.notCa(), StandardExtensions.keyUsage(RA_USES));
        return new CertificateContent(name, key, serialNumber, now(), extensions);
    }

    /** A self-signed certificate with the name and the serial number of another. */
    Identity namesake(X509Certificate of) {
        return selfSigned(of.getSubjectX500Principal(), of.getSerialNumber());
    }

    Identity expired(X500Principal name) {
        return issued(ca(name, pair.getPublic(), serialNumbers.next(), lastYear()), name);
    }

    /** A CA certificate for the key of {@code of}, issued by the attacker's root. */
    X509Certificate cross(X509Certificate of) {
        CertificateContent content = ca(of.getSubjectX500Principal(), of.getPublicKey(), serialNumbers.next(), now());
        return CertificateWriter.write(content, root);
    }

    /** An RA certificate for the key of {@code of}, issued by the attacker's root. */
    X509Certificate crossedRa(X509Certificate of) {
        return CertificateWriter.write(
                leaf(of.getSubjectX500Principal(), of.getPublicKey(), serialNumbers.next()), root);
    }

    Identity ra() {
        return issued(
                leaf(RA, pair.getPublic(), serialNumbers.next()),
                root.certificate().getSubjectX500Principal());
    }

    Identity selfSignedRa() {
        return issued(leaf(RA, pair.getPublic(), serialNumbers.next()), RA);
    }

    /** A certificate with subject, issuer and serial number of the real RA, signed by the attacker. */
    Identity namesakeOfRa(X509Certificate ra) {
        return issued(
                leaf(ra.getSubjectX500Principal(), pair.getPublic(), ra.getSerialNumber()),
                ra.getIssuerX500Principal());
    }

    /** A CA whose certificate the device has signed. */
    Identity caOfDevice() {
        X500Principal name = new X500Principal("CN=Device CA,O=Elsewhere");
        CertificateContent content = ca(name, pair.getPublic(), serialNumbers.next(), now());
        return new Identity(CertificateWriter.write(content, device), pair.getPrivate());
    }

    /** CAs that certify each other and {@code below}. */
    List<X509Certificate> mesh(X509Certificate below) {
        List<Identity> members = new ArrayList<>();
        for (int i = 0; i < MESH; i++) {
            members.add(selfSigned(new X500Principal("CN=Mesh " + i + ",O=Elsewhere"), serialNumbers.next()));
        }
        List<X509Certificate> all = new ArrayList<>();
        for (Identity issuer : members) {
            for (Identity subject : members) {
                all.add(crossed(subject.certificate(), issuer));
            }
            all.add(crossed(below, issuer));
        }
        return all;
    }

    private X509Certificate crossed(X509Certificate subject, Identity issuer) {
        return CertificateWriter.write(
                ca(subject.getSubjectX500Principal(), subject.getPublicKey(), serialNumbers.next(), now()), issuer);
    }

    /** A device certificate for an arbitrary key. */
    X509Certificate certificate(X500Principal subject, PublicKey key, Identity issuer) {
        return CertificateWriter.write(leaf(subject, key, serialNumbers.next()), issuer);
    }

    KeyPair pair() {
        return pair;
    }
}
