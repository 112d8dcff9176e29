package org.scepclient.it.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.scepclient.value.Bytes;

/** Changes to a message that do not need a key. */
final class Messages {
    private Messages() {}

    static Bytes der(X509Certificate certificate) throws CertificateEncodingException {
        return Bytes.of(certificate.getEncoded());
    }

    /** A certificates-only message in this order. */
    static Bytes bundle(List<X509Certificate> certificates) throws Exception {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(new ASN1Integer(1));
        parts.add(new DERSet());
        parts.add(new ContentInfo(CMSObjectIdentifiers.data, null));
        parts.add(new DLTaggedObject(false, 0, set(certificates)));
        parts.add(new DERSet());
        ASN1EncodableVector outer = new ASN1EncodableVector();
        outer.add(CMSObjectIdentifiers.signedData);
        outer.add(new DLTaggedObject(0, new DLSequence(parts)));
        return Bytes.of(new DLSequence(outer).getEncoded(ASN1Encoding.DL));
    }

    private static ASN1Set set(List<X509Certificate> certificates) throws Exception {
        ASN1EncodableVector all = new ASN1EncodableVector();
        for (X509Certificate one : certificates) {
            all.add(ASN1Primitive.fromByteArray(one.getEncoded()));
        }
        return new DLSet(all);
    }

    /** Exchanges the certificates in the SignedData, which the signature does not cover. */
    static Bytes withCertificates(Bytes message, List<X509Certificate> certificates) throws Exception {
        SignedData data = signed(message);
        return encoded(new SignedData(
                data.getDigestAlgorithms(),
                data.getEncapContentInfo(),
                certificates.isEmpty() ? null : set(certificates),
                null,
                data.getSignerInfos()));
    }

    /** Puts the content of {@code other} under the signature of {@code message}. */
    static Bytes withContentOf(Bytes message, Bytes other) throws IOException {
        SignedData data = signed(message);
        return encoded(new SignedData(
                data.getDigestAlgorithms(),
                signed(other).getEncapContentInfo(),
                data.getCertificates(),
                null,
                data.getSignerInfos()));
    }

    /** Puts the signers of both messages into one. */
    static Bytes withSignersOf(Bytes message, Bytes other) throws IOException {
        SignedData data = signed(message);
        ASN1EncodableVector signers = new ASN1EncodableVector();
        data.getSignerInfos().forEach(signers::add);
        signed(other).getSignerInfos().forEach(signers::add);
        return encoded(new SignedData(
                data.getDigestAlgorithms(),
                data.getEncapContentInfo(),
                data.getCertificates(),
                null,
                new DLSet(signers)));
    }

    private static SignedData signed(Bytes message) {
        return SignedData.getInstance(ContentInfo.getInstance(message.toArray()).getContent());
    }

    private static Bytes encoded(SignedData data) throws IOException {
        return Bytes.of(new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded(ASN1Encoding.BER));
    }

    static Bytes cut(Bytes whole, int length) {
        return Bytes.of(Arrays.copyOf(whole.toArray(), length));
    }

    static Bytes joined(Bytes first, Bytes second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first.toArray());
        all.writeBytes(second.toArray());
        return Bytes.of(all.toByteArray());
    }

    static Bytes flipped(Bytes whole, int index) {
        byte[] changed = whole.toArray();
        changed[index] ^= 1;
        return Bytes.of(changed);
    }

    static Bytes repeated(byte value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return Bytes.of(bytes);
    }
}
