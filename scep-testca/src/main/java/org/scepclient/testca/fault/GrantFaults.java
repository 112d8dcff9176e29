package org.scepclient.testca.fault;

import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.scepclient.cms.CertificateDecoder;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.CertRep;
import org.scepclient.pkcs10.Validity;
import org.scepclient.testca.authority.CertificateContent;
import org.scepclient.testca.authority.CertificateWriter;
import org.scepclient.testca.authority.Identity;
import org.scepclient.testca.authority.RevocationList;
import org.scepclient.testca.authority.SerialNumbers;
import org.scepclient.testca.authority.StandardExtensions;
import org.scepclient.testca.reply.ReplyDraft;
import org.scepclient.value.Bytes;

/** Faulty certificates in a SUCCESS. */
record GrantFaults(UntrustedIdentities untrusted, SerialNumbers serialNumbers, CrlFaults crls) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final X500Principal NOBODY = new X500Principal("");
    private static final X500Principal REWRITTEN = new X500Principal("CN=rewritten,OU=Added,O=Example");

    ReplyDraft apply(Fault fault, ReplyDraft draft, CertRep.Success success) throws ProtocolException {
        return draft.with(new CertRep.Success(
                success.transactionId(), success.recipientNonce(), content(fault, draft, success.content())));
    }

    private CertificatesOnly content(Fault fault, ReplyDraft draft, CertificatesOnly right) throws ProtocolException {
        return switch (fault) {
            case NO_CERTIFICATE, CERT_MISSING -> CertificatesOnly.ofCertificates(List.of());
            case CRL_IN_PLACE_OF_CERTIFICATE ->
                crls(Optional.of(draft.authority().crl()));
            case CERTIFICATE_BY_DEVICE,
                    CERTIFICATE_BEYOND_PATH_LENGTH,
                    CERTIFICATE_BY_CA_WITHOUT_KEY_CERT_SIGN,
                    CERTIFICATE_OUTSIDE_NAME_CONSTRAINTS ->
                CertificatesOnly.ofCertificates(
                        new SubordinateGrants(untrusted).grant(fault, content(draft), issuer(draft)));
            case EXTRA_CERTIFICATES -> {
                List<X509Certificate> all = new ArrayList<>(right.certificates());
                all.addAll(draft.authority().hierarchy().published());
                all.add(untrusted.stranger().certificate());
                yield CertificatesOnly.ofCertificates(all);
            }
            default ->
                fault.layer() == Layer.CRL
                        ? crls(crls.crl(fault, issuer(draft)))
                        : CertificatesOnly.ofCertificates(List.of(certificate(fault, draft, right)));
        };
    }

    private X509Certificate certificate(Fault fault, ReplyDraft draft, CertificatesOnly right)
            throws ProtocolException {
        Identity issuer = issuer(draft);
        CertificateContent content = content(draft);
        Instant now = untrusted.now();
        return switch (fault) {
            case CERTIFICATE_FOR_ANOTHER_KEY, CERT_IS_ANOTHER ->
                untrusted.device(issuer).certificate();
            case CERTIFICATE_OF_THE_CA -> issuer.certificate();
            case CERTIFICATE_IS_A_CA -> CertificateWriter.write(content.withExtensions(caExtensions()), issuer);
            case CERTIFICATE_EXPIRED ->
                CertificateWriter.write(
                        content.withValidity(new Validity(now.minus(DAY.multipliedBy(30)), now.minus(DAY))), issuer);
            case CERTIFICATE_NOT_YET_VALID ->
                CertificateWriter.write(
                        content.withValidity(
                                new Validity(now.plus(DAY.multipliedBy(365)), now.plus(DAY.multipliedBy(730)))),
                        issuer);
            case CERTIFICATE_BY_STRANGER -> CertificateWriter.write(content, untrusted.stranger());
            case CERTIFICATE_BY_NAMESAKE -> CertificateWriter.write(content, untrusted.namesake(issuer.certificate()));
            case CERTIFICATE_WITH_UNKNOWN_CRITICAL_EXTENSION ->
                CertificateWriter.write(with(content, UnusualExtensions.unknownCritical()), issuer);
            case CERTIFICATE_SIGNED_WITH_MD5 ->
                issuer.isRsa()
                        ? CertificateWriter.write(content, issuer, DigestAlgorithm.MD5)
                        : right.certificates().getFirst();
            case CERTIFICATE_SIGNED_WITH_SHA1 -> CertificateWriter.write(content, issuer, DigestAlgorithm.SHA1);
            case CERTIFICATE_SELF_SIGNED -> draft.sender().orElseGet(issuer::certificate);
            case CERTIFICATE_ALTERED -> altered(right.certificates().getFirst());
            default -> CertificateWriter.write(content.withSubject(REWRITTEN), issuer);
        };
    }

    private static CertificateContent with(CertificateContent content, Extension more) {
        List<Extension> extensions = new ArrayList<>(content.extensions());
        extensions.add(more);
        return content.withExtensions(extensions);
    }

    /**
     * A message with a certificate that Java cannot read: RFC 5280 §4.2.1.6 requires a critical subjectAltName where
     * the subject is empty, and AD CS does not mark it as critical.
     */
    Bytes withoutSubject(ReplyDraft draft) {
        GeneralNames names = new GeneralNames(new GeneralName(GeneralName.dNSName, "device.example.com"));
        Extension alternative = StandardExtensions.extension(Extension.subjectAlternativeName, false, names);
        CertificateContent content = with(content(draft).withSubject(NOBODY), alternative);
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(content.key().getEncoded());
        return new OrderedCertificates()
                .and(CertificateWriter.encode(content, key, issuer(draft)))
                .encode();
    }

    /** A certificate for the requested key that is correct except for its extensions. */
    private CertificateContent content(ReplyDraft draft) {
        PublicKey key = draft.requestedKey().orElseGet(() -> untrusted.keyPair().getPublic());
        X500Principal subject =
                draft.sender().map(X509Certificate::getSubjectX500Principal).orElse(REWRITTEN);
        Validity validity =
                new Validity(untrusted.now().minus(DAY), untrusted.now().plus(DAY.multipliedBy(365)));
        List<Extension> extensions = List.of(
                StandardExtensions.notCa(),
                StandardExtensions.keyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        return new CertificateContent(subject, key, serialNumbers.next(), validity, extensions);
    }

    private static List<Extension> caExtensions() {
        return List.of(
                StandardExtensions.ca(),
                StandardExtensions.keyUsage(
                        KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign));
    }

    /** {@code Certificate ::= SEQUENCE {tbsCertificate, signatureAlgorithm, signatureValue}}. */
    private static X509Certificate altered(X509Certificate certificate) throws ProtocolException {
        ASN1Sequence parts = ASN1Sequence.getInstance(Der.encoded(certificate).toArray());
        byte[] signature = ASN1BitString.getInstance(parts.getObjectAt(2)).getOctets();
        signature[signature.length / 2] ^= 1;
        ASN1EncodableVector changed = new ASN1EncodableVector();
        changed.add(parts.getObjectAt(0));
        changed.add(parts.getObjectAt(1));
        changed.add(new DERBitString(signature));
        return new CertificateDecoder().certificate(Der.encoded(new DERSequence(changed)));
    }

    private static CertificatesOnly crls(Optional<X509CRL> crl) {
        return new CertificatesOnly(
                List.of(), crl.stream().map(RevocationList::encoded).toList());
    }

    private static Identity issuer(ReplyDraft draft) {
        return draft.authority().hierarchy().issuer();
    }
}
