package org.scepclient.testca.fault;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.scepclient.pkcs10.Validity;
import org.scepclient.testca.authority.CertificateContent;
import org.scepclient.testca.authority.CertificateWriter;
import org.scepclient.testca.authority.Identity;
import org.scepclient.testca.authority.KeyKind;
import org.scepclient.testca.authority.KeyName;
import org.scepclient.testca.authority.KeyPairSource;
import org.scepclient.testca.authority.KeyRole;
import org.scepclient.testca.authority.SerialNumbers;
import org.scepclient.testca.authority.StandardExtensions;

/** Certificates that no client may trust, all with the stranger's key. */
final class Impostors {
    private static final X500Principal STRANGER = new X500Principal("CN=Stranger CA,O=Elsewhere");
    private static final X500Principal RA = new X500Principal("CN=Test RA,O=scepClient test CA");
    private static final X500Principal DEVICE = new X500Principal("CN=another-device,O=Example");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int MANY = 10_000;
    private static final int RA_USES = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;

    private final KeyPairSource keys;
    private final SerialNumbers serialNumbers;
    private final Clock clock;

    Impostors(KeyPairSource keys, SerialNumbers serialNumbers, Clock clock) {
        this.keys = keys;
        this.serialNumbers = serialNumbers;
        this.clock = clock;
    }

    /** A self-signed CA that the client has never heard of. */
    Identity stranger() {
        return selfSigned(STRANGER, serialNumbers.next());
    }

    /** Self-signed, with the name and the serial number of another one. */
    Identity namesake(X509Certificate of) {
        return selfSigned(of.getSubjectX500Principal(), of.getSerialNumber());
    }

    /** A device that {@code issuer} gave a certificate to, as to any other. */
    Identity device(Identity issuer) {
        List<Extension> extensions =
                List.of(StandardExtensions.notCa(), StandardExtensions.keyUsage(KeyUsage.keyEncipherment));
        return issued(DEVICE, lately(), extensions, issuer);
    }

    Identity expiredRa(Identity issuer) {
        return ra(new Validity(now().minus(MONTH), now().minus(Duration.ofDays(1))), issuer);
    }

    Identity futureRa(Identity issuer) {
        return ra(new Validity(now().plus(Duration.ofDays(1)), now().plus(MONTH)), issuer);
    }

    Identity unrelatedRa() {
        return ra(lately(), stranger());
    }

    /** A device whose certificate has the uses of an RA's that signs replies, and clientAuth. */
    Identity signingDevice(Identity issuer) {
        List<Extension> extensions = List.of(
                StandardExtensions.notCa(),
                StandardExtensions.keyUsage(KeyUsage.digitalSignature),
                StandardExtensions.extension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)));
        return issued(DEVICE, lately(), extensions, issuer);
    }

    /** An RA that signs replies and opens nothing, with one more extension. */
    Identity signingRa(Identity issuer, List<Extension> more) {
        List<Extension> extensions = new ArrayList<>(more);
        extensions.add(StandardExtensions.notCa());
        extensions.add(StandardExtensions.keyUsage(KeyUsage.digitalSignature));
        return issued(RA, lately(), extensions, issuer);
    }

    /** As {@link #expiredRa}, but nothing is encrypted to it. */
    Identity expiredSigningRa(Identity issuer) {
        List<Extension> extensions =
                List.of(StandardExtensions.notCa(), StandardExtensions.keyUsage(KeyUsage.digitalSignature));
        return issued(RA, new Validity(now().minus(MONTH), now().minus(Duration.ofDays(1))), extensions, issuer);
    }

    /** An RA that opens requests and may not sign. */
    Identity encipheringRa(Identity issuer) {
        List<Extension> extensions =
                List.of(StandardExtensions.notCa(), StandardExtensions.keyUsage(KeyUsage.keyEncipherment));
        return issued(RA, lately(), extensions, issuer);
    }

    /** A CA below {@code issuer}. Each name has a key of its own, which signs and cannot be encrypted to. */
    Identity subordinate(String name, List<Extension> extensions, Identity issuer) {
        KeyPair pair = ecPair(MANY + Math.floorMod(name.hashCode(), MANY));
        CertificateContent content = new CertificateContent(
                new X500Principal(name), pair.getPublic(), serialNumbers.next(), lately(), extensions);
        return new Identity(CertificateWriter.write(content, issuer), pair.getPrivate());
    }

    /** A certificate of any name and key by the stranger. */
    X509Certificate crossCertificate(X509Certificate of) {
        return crossCertificate(of, stranger());
    }

    /** Takes no more than the public key of {@code of}. */
    X509Certificate crossCertificate(X509Certificate of, Identity issuer) {
        return CertificateWriter.write(caContent(of.getSubjectX500Principal(), of.getPublicKey(), lately()), issuer);
    }

    /** Self-signed, with this name, key and validity. */
    Identity selfSigned(X500Principal name, KeyPair pair, Validity validity) {
        CertificateContent content = caContent(name, pair.getPublic(), validity);
        return new Identity(CertificateWriter.write(content, name, pair.getPrivate()), pair.getPrivate());
    }

    /** What a CA's certificate says. */
    CertificateContent caContent(X500Principal name, PublicKey key, Validity validity) {
        List<Extension> extensions = List.of(
                StandardExtensions.ca(),
                StandardExtensions.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | RA_USES),
                StandardExtensions.subjectKeyIdentifier(key));
        return new CertificateContent(name, key, serialNumbers.next(), validity, extensions);
    }

    /** A month before now to a month after. */
    Validity lately() {
        return new Validity(now().minus(MONTH), now().plus(MONTH));
    }

    private Identity ra(Validity validity, Identity issuer) {
        List<Extension> extensions = List.of(StandardExtensions.notCa(), StandardExtensions.keyUsage(RA_USES));
        return issued(RA, validity, extensions, issuer);
    }

    private Identity issued(X500Principal name, Validity validity, List<Extension> extensions, Identity issuer) {
        KeyPair pair = pair();
        CertificateContent content =
                new CertificateContent(name, pair.getPublic(), serialNumbers.next(), validity, extensions);
        return new Identity(CertificateWriter.write(content, issuer), pair.getPrivate());
    }

    private Identity selfSigned(X500Principal name, BigInteger serialNumber) {
        KeyPair pair = pair();
        List<Extension> extensions = List.of(
                StandardExtensions.ca(),
                StandardExtensions.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | RA_USES));
        CertificateContent content = new CertificateContent(name, pair.getPublic(), serialNumber, lately(), extensions);
        return new Identity(CertificateWriter.write(content, name, pair.getPrivate()), pair.getPrivate());
    }

    KeyPair pair() {
        return keys.keyPair(new KeyName(KeyRole.STRANGER, 0, KeyKind.RSA));
    }

    /** More keys that nobody trusts. */
    KeyPair ecPair(int number) {
        return keys.keyPair(new KeyName(KeyRole.STRANGER, number, KeyKind.EC));
    }

    Instant now() {
        return clock.instant();
    }
}
