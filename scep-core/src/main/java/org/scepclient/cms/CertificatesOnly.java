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
 * @param crls DER, in the order of the message; {@code org.scepclient.crl} decodes them
 * @param unreadable certificates of the message that Java cannot decode
 */
public record CertificatesOnly(
        List<X509Certificate> certificates, List<Bytes> crls, List<UnreadableCertificate> unreadable) {
    private static final String WHAT = "certificates-only message";

    /** Far more than any CA sends; building a path from thousands would take minutes. */
    static final int MAX_CERTIFICATES = 100;

    public CertificatesOnly {
        certificates = List.copyOf(certificates);
        crls = List.copyOf(crls);
        unreadable = List.copyOf(unreadable);
    }

    /** A message without unreadable certificates. */
    public CertificatesOnly(List<X509Certificate> certificates, List<Bytes> crls) {
        this(certificates, crls, List.of());
    }

    public static CertificatesOnly ofCertificates(List<X509Certificate> certificates) {
        return new CertificatesOnly(certificates, List.of());
    }

    /** Decodes a certificates-only SignedData and ignores signers, if there are any. */
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

    /** The certificates of a SignedData in their order; one may occur several times. */
    static CertificatesOnly certificates(@Nullable ASN1Set set) throws ProtocolException {
        List<Bytes> encoded = new ArrayList<>();
        for (ASN1Encodable element : elements(set)) {
            // All but plain certificates are tagged CertificateChoices (RFC 5652 §10.2.2), which SCEP does not use.
            if (element.toASN1Primitive() instanceof ASN1Sequence sequence) {
                encoded.add(asSent(sequence));
            }
        }
        return certificates(encoded);
    }

    static CertificatesOnly certificates(List<Bytes> encoded) throws ProtocolException {
        if (encoded.size() > MAX_CERTIFICATES) {
            throw ProtocolException.malformed(
                    WHAT, "it has " + encoded.size() + " certificates, at most " + MAX_CERTIFICATES + " are read");
        }
        CertificateDecoder decoder = new CertificateDecoder();
        List<X509Certificate> certificates = new ArrayList<>();
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
     * Decodes the body of a GetCACert response: one certificate, or a certificates-only message. The content decides
     * which of them, because servers confuse the content types. Other forms that servers send are accepted: a line end
     * after the DER, PEM, and Base64 without the lines of PEM.
     *
     * @throws ProtocolException also if there are certificates but none can be decoded
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
                throw ProtocolException.malformed(
                        WHAT, "expected SignedData, found content type " + info.getContentType());
            }
            return SignedData.getInstance(info.getContent());
        });
    }

    private static Iterable<ASN1Encodable> elements(@Nullable ASN1Set set) {
        return set == null ? List.of() : set;
    }

    /** The octets of the message, without decoding a possibly long CRL; DER for BER. */
    private static Bytes asSent(ASN1Sequence sequence) throws ProtocolException {
        return Decoding.of(
                WHAT,
                () -> Bytes.of(
                        sequence instanceof BERSequence
                                ? sequence.getEncoded(ASN1Encoding.DER)
                                : sequence.getEncoded()));
    }
}
