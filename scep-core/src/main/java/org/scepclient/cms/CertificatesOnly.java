package org.scepclient.cms;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/**
 * The certificates and CRLs of a SignedData without signers, the "degenerate certificates-only" message
 * (RFC 8894 §3.4).
 *
 * @param certificates in the order of the message
 * @param crls in DER, in the order of the message; see {@code org.scepclient.crl} for how they are read
 * @param unreadable certificates of the message that Java cannot read; they do not spoil the others
 */
public record CertificatesOnly(
        List<X509Certificate> certificates, List<Bytes> crls, List<UnreadableCertificate> unreadable) {
    private static final String WHAT = "certificates-only message";

    /** Many more than any CA sends: looking for a chain among thousands would take minutes. */
    static final int MAX_CERTIFICATES = 100;

    public CertificatesOnly {
        certificates = List.copyOf(certificates);
        crls = List.copyOf(crls);
        unreadable = List.copyOf(unreadable);
    }

    /** All of them readable. */
    public CertificatesOnly(List<X509Certificate> certificates, List<Bytes> crls) {
        this(certificates, crls, List.of());
    }

    public static CertificatesOnly ofCertificates(List<X509Certificate> certificates) {
        return new CertificatesOnly(certificates, List.of());
    }

    /** Reads a certificates-only SignedData; signers, where there are any, are not looked at. */
    public static CertificatesOnly decode(Bytes content) throws ProtocolException {
        SignedData data = signedData(content);
        List<Bytes> crls = new ArrayList<>();
        for (ASN1Encodable element : elements(data.getCRLs())) {
            if (element.toASN1Primitive() instanceof ASN1Sequence sequence) {
                crls.add(asSent(sequence));
            }
        }
        CertificatesOnly readable = certificates(data.getCertificates());
        return new CertificatesOnly(readable.certificates, crls, readable.unreadable);
    }

    /** The certificates of a SignedData in their order, each once. */
    static CertificatesOnly certificates(@Nullable ASN1Set set) throws ProtocolException {
        List<Bytes> encoded = new ArrayList<>();
        for (ASN1Encodable element : elements(set)) {
            // Anything but a plain certificate is a tagged CertificateChoice (RFC 5652 §10.2.2), of no use here.
            if (element.toASN1Primitive() instanceof ASN1Sequence sequence) {
                encoded.add(asSent(sequence));
            }
        }
        return certificates(encoded);
    }

    /** Each certificate once, those that cannot be read apart from the others. */
    static CertificatesOnly certificates(List<Bytes> encoded) throws ProtocolException {
        if (encoded.size() > MAX_CERTIFICATES) {
            throw ProtocolException.malformed(
                    WHAT, "it has " + encoded.size() + " certificates, at most " + MAX_CERTIFICATES + " are read");
        }
        CertificateDecoder decoder = new CertificateDecoder();
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        Set<UnreadableCertificate> unreadable = new LinkedHashSet<>();
        for (Bytes one : encoded) {
            try {
                certificates.add(decoder.certificate(one));
            } catch (ProtocolException e) {
                unreadable.add(UnreadableCertificate.of(one));
            }
        }
        return new CertificatesOnly(List.copyOf(certificates), List.of(), List.copyOf(unreadable));
    }

    /**
     * Reads the body of a GetCACert answer: one certificate, or a certificates-only message. Which of both is
     * told by the content, because servers mix the content types up. Also read, because servers send them: a line end
     * behind the DER, PEM, and base64 without PEM's lines.
     *
     * @throws ProtocolException also if there are certificates and none can be read
     */
    public static CertificatesOnly decodeBundle(Bytes body) throws ProtocolException {
        return new CaBundle(body).read();
    }

    /** The message in DER. */
    public Bytes encode() throws ProtocolException {
        return Decoding.of(WHAT, () -> {
            ASN1EncodableVector certs = new ASN1EncodableVector();
            for (X509Certificate certificate : certificates) {
                certs.add(ASN1Primitive.fromByteArray(certificate.getEncoded()));
            }
            SignedData data = new SignedData(
                    new DERSet(),
                    new ContentInfo(CMSObjectIdentifiers.data, null),
                    certificates.isEmpty() ? null : new DERSet(certs),
                    encodedCrls(),
                    new DERSet());
            ContentInfo info = new ContentInfo(CMSObjectIdentifiers.signedData, data);
            return Bytes.of(info.getEncoded(ASN1Encoding.DER));
        });
    }

    private @Nullable ASN1Set encodedCrls() throws IOException {
        if (crls.isEmpty()) {
            return null;
        }
        ASN1EncodableVector encoded = new ASN1EncodableVector();
        for (Bytes crl : crls) {
            encoded.add(ASN1Primitive.fromByteArray(crl.toArray()));
        }
        return new DERSet(encoded);
    }

    private static SignedData signedData(Bytes content) throws ProtocolException {
        ASN1Primitive sequence = Decoding.trustedSequence(WHAT, content);
        return Decoding.of(WHAT, () -> {
            ContentInfo info = ContentInfo.getInstance(sequence);
            if (!CMSObjectIdentifiers.signedData.equals(info.getContentType())) {
                throw ProtocolException.malformed(WHAT, "it is no SignedData");
            }
            return SignedData.getInstance(info.getContent());
        });
    }

    private static Iterable<ASN1Encodable> elements(@Nullable ASN1Set set) {
        return set == null ? List.of() : set;
    }

    /** The octets of the message, which a long CRL is too large to be taken apart for; DER in place of BER. */
    private static Bytes asSent(ASN1Sequence sequence) throws ProtocolException {
        return Decoding.of(
                WHAT,
                () -> Bytes.of(
                        sequence instanceof BERSequence
                                ? sequence.getEncoded(ASN1Encoding.DER)
                                : sequence.getEncoded()));
    }
}
