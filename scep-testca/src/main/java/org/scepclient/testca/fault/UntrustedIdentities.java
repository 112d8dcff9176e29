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
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.authority.Identity;
import org.scepclient.testca.authority.KeyKind;
import org.scepclient.testca.authority.KeyName;
import org.scepclient.testca.authority.KeyRole;
import org.scepclient.testca.authority.SerialNumbers;
import org.scepclient.testca.authority.StandardExtensions;

/** Certificates that no client may trust, all with the stranger's key. */
final class UntrustedIdentities {
    private static final X500Principal STRANGER = new X500Principal("CN=Stranger CA,O=Elsewhere");
    private static final X500Principal RA = new X500Principal("CN=Test RA,O=scepClient test CA");
    private static final X500Principal DEVICE = new X500Principal("CN=another-device,O=Example");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int MANY = 10_000;
    private static final int RA_USES = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;

    private final GeneratedKeyPairs keys;
    private final SerialNumbers serialNumbers;
    private final Clock clock;

    UntrustedIdentities(GeneratedKeyPairs keys, SerialNumbers serialNumbers, Clock clock) {
        this.keys = keys;
        this.serialNumbers = serialNumbers;
        this.clock = clock;
    }

    /** A self-signed CA that the client does not know. */
    Identity stranger() {
        return selfSigned(STRANGER, serialNumbers.next());
    }

    /** A self-signed certificate with the name and the serial number of another. */
    Identity namesake(X509Certificate of) {
        return selfSigned(of.getSubjectX500Principal(), of.getSerialNumber());
    }

    /** A device with an ordinary certificate of {@code issuer}. */
    Identity device(Identity issuer) {
        List<Extension> extensions =
                List.of(StandardExtensions.notCa(), StandardExtensions.keyUsage(KeyUsage.keyEncipherment));
        return issued(DEVICE, currentValidity(), extensions, issuer);
    }

    Identity expiredRa(Identity issuer) {
        return ra(new Validity(now().minus(MONTH), now().minus(Duration.ofDays(1))), issuer);
    }

    Identity futureRa(Identity issuer) {
        return ra(new Validity(now().plus(Duration.ofDays(1)), now().plus(MONTH)), issuer);
    }

    Identity unrelatedRa() {
        return ra(currentValidity(), stranger());
    }

    /** A device whose certificate has the key usage of an RA that signs replies, and clientAuth. */
    Identity signingDevice(Identity issuer) {
        List<Extension> extensions = List.of(
                StandardExtensions.notCa(),
                StandardExtensions.keyUsage(KeyUsage.digitalSignature),
                StandardExtensions.extension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)));
        return issued(DEVICE, currentValidity(), extensions, issuer);
    }

    /** An RA that signs replies but does not open requests, with additional extensions. */
    Identity signingRa(Identity issuer, List<Extension> more) {
        List<Extension> extensions = new ArrayList<>(more);
        extensions.add(StandardExtensions.notCa());
        extensions.add(StandardExtensions.keyUsage(KeyUsage.digitalSignature));
        return issued(RA, currentValidity(), extensions, issuer);
    }

    /** An expired RA like {@link #expiredRa}, whose certificate does not permit encryption. */
    Identity expiredSigningRa(Identity issuer) {
        List<Extension> extensions =
                List.of(StandardExtensions.notCa(), StandardExtensions.keyUsage(KeyUsage.digitalSignature));
        return issued(RA, new Validity(now().minus(MONTH), now().minus(Duration.ofDays(1))), extensions, issuer);
    }

    /** An RA that opens requests but may not sign. */
    Identity encipheringRa(Identity issuer) {
        List<Extension> extensions =
                List.of(StandardExtensions.notCa(), StandardExtensions.keyUsage(KeyUsage.keyEncipherment));
        return issued(RA, currentValidity(), extensions, issuer);
    }

    /** A CA below {@code issuer}. Each name has its own key, for signatures only. */
    Identity subordinate(String name, List<Extension> extensions, Identity issuer) {
        KeyPair pair = ecPair(MANY + Math.floorMod(name.hashCode(), MANY));
        CertificateContent content = new CertificateContent(
                new X500Principal(name), pair.getPublic(), serialNumbers.next(), currentValidity(), extensions);
        return new Identity(CertificateWriter.write(content, issuer), pair.getPrivate());
    }

    /** A CA certificate for the subject and public key of {@code of}, issued by the stranger. */
    X509Certificate crossCertificate(X509Certificate of) {
        return crossCertificate(of, stranger());
    }

    /** A CA certificate for the subject and public key of {@code of}, issued by {@code issuer}. */
    X509Certificate crossCertificate(X509Certificate of, Identity issuer) {
        return CertificateWriter.write(
                caContent(of.getSubjectX500Principal(), of.getPublicKey(), currentValidity()), issuer);
    }

    /** A self-signed CA with this name, key and validity. */
    Identity selfSigned(X500Principal name, KeyPair pair, Validity validity) {
        CertificateContent content = caContent(name, pair.getPublic(), validity);
        return new Identity(CertificateWriter.write(content, name, pair.getPrivate()), pair.getPrivate());
    }

    /** The content of a CA's certificate. */
    CertificateContent caContent(X500Principal name, PublicKey key, Validity validity) {
        List<Extension> extensions = List.of(
                StandardExtensions.ca(),
                StandardExtensions.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | RA_USES),
                StandardExtensions.subjectKeyIdentifier(key));
        return new CertificateContent(name, key, serialNumbers.next(), validity, extensions);
    }

    /** From a month ago to a month from now. */
    Validity currentValidity() {
        return new Validity(now().minus(MONTH), now().plus(MONTH));
    }

    private Identity ra(Validity validity, Identity issuer) {
        List<Extension> extensions = List.of(StandardExtensions.notCa(), StandardExtensions.keyUsage(RA_USES));
        return issued(RA, validity, extensions, issuer);
    }

    private Identity issued(X500Principal name, Validity validity, List<Extension> extensions, Identity issuer) {
        KeyPair pair = keyPair();
        CertificateContent content =
                new CertificateContent(name, pair.getPublic(), serialNumbers.next(), validity, extensions);
        return new Identity(CertificateWriter.write(content, issuer), pair.getPrivate());
    }

    private Identity selfSigned(X500Principal name, BigInteger serialNumber) {
        KeyPair pair = keyPair();
        List<Extension> extensions = List.of(
                StandardExtensions.ca(),
                StandardExtensions.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | RA_USES));
        CertificateContent content =
                new CertificateContent(name, pair.getPublic(), serialNumber, currentValidity(), extensions);
        return new Identity(CertificateWriter.write(content, name, pair.getPrivate()), pair.getPrivate());
    }

    KeyPair keyPair() {
        return keys.keyPair(new KeyName(KeyRole.STRANGER, 0, KeyKind.RSA));
    }

    /** Further keys that no client trusts. */
    KeyPair ecPair(int number) {
        return keys.keyPair(new KeyName(KeyRole.STRANGER, number, KeyKind.EC));
    }

    Instant now() {
        return clock.instant();
    }
}
