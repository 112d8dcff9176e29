package org.scepclient.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
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
 * @param crls in the order of the message
 */
public record CertificatesOnly(List<X509Certificate> certificates, List<X509CRL> crls) {
    private static final String WHAT = "certificates-only message";

    /** Many more than any CA sends: looking for a chain among thousands would take minutes. */
    private static final int MAX_CERTIFICATES = 100;

    public CertificatesOnly {
        certificates = List.copyOf(certificates);
        crls = List.copyOf(crls);
    }

    public static CertificatesOnly ofCertificates(List<X509Certificate> certificates) {
        return new CertificatesOnly(certificates, List.of());
    }

    /** Reads a certificates-only SignedData; signers, where there are any, are not looked at. */
    public static CertificatesOnly decode(Bytes content) throws ProtocolException {
        SignedData data = Decoding.of(WHAT, () -> signedData(content));
        List<X509CRL> crls = new ArrayList<>();
        for (ASN1Encodable element : elements(data.getCRLs())) {
            if (element.toASN1Primitive() instanceof ASN1Sequence sequence) {
                crls.add(new CertificateDecoder().crl(der(sequence)));
            }
        }
        return new CertificatesOnly(certificates(data.getCertificates()), crls);
    }

    /** The certificates of a SignedData in their order, each once. */
    static List<X509Certificate> certificates(@Nullable ASN1Set set) throws ProtocolException {
        if (set != null && set.size() > MAX_CERTIFICATES) {
            throw ProtocolException.malformed(
                    WHAT, "it has " + set.size() + " certificates, at most " + MAX_CERTIFICATES + " are read");
        }
        CertificateDecoder decoder = new CertificateDecoder();
        List<X509Certificate> certificates = new ArrayList<>();
        for (ASN1Encodable element : elements(set)) {
            // Anything but a plain certificate is a tagged CertificateChoice (RFC 5652 §10.2.2), of no use here.
            if (element.toASN1Primitive() instanceof ASN1Sequence sequence) {
                X509Certificate certificate = decoder.certificate(der(sequence));
                if (!certificates.contains(certificate)) {
                    certificates.add(certificate);
                }
            }
        }
        return certificates;
    }

    /**
     * Reads the body of a GetCACert answer: one certificate, or a certificates-only message. Which of both is
     * told by the content, because servers mix the content types up.
     */
    public static CertificatesOnly decodeBundle(Bytes body) throws ProtocolException {
        if (body.isEmpty()) {
            throw ProtocolException.malformed("CA certificate answer", "it is empty");
        }
        ASN1Sequence sequence = Decoding.of(
                "CA certificate answer", () -> ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(body.toArray())));
        boolean message = sequence.size() > 0 && CMSObjectIdentifiers.signedData.equals(sequence.getObjectAt(0));
        return message ? decode(body) : ofCertificates(List.of(new CertificateDecoder().certificate(body)));
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

    private @Nullable ASN1Set encodedCrls() throws GeneralSecurityException, IOException {
        if (crls.isEmpty()) {
            return null;
        }
        ASN1EncodableVector encoded = new ASN1EncodableVector();
        for (X509CRL crl : crls) {
            encoded.add(ASN1Primitive.fromByteArray(crl.getEncoded()));
        }
        return new DERSet(encoded);
    }

    private static SignedData signedData(Bytes content) throws IOException {
        ContentInfo info = ContentInfo.getInstance(ASN1Primitive.fromByteArray(content.toArray()));
        if (info == null || !CMSObjectIdentifiers.signedData.equals(info.getContentType())) {
            throw new IllegalArgumentException("it is no SignedData");
        }
        return SignedData.getInstance(info.getContent());
    }

    private static Iterable<ASN1Encodable> elements(@Nullable ASN1Set set) {
        return set == null ? List.of() : set;
    }

    private static Bytes der(ASN1Sequence sequence) throws ProtocolException {
        return Decoding.of(WHAT, () -> Bytes.of(sequence.getEncoded(ASN1Encoding.DER)));
    }
}
