package org.scepclient.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.BEROctetString;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERSet;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.SignedMessageWriter;
import org.scepclient.cms.SignedMessageWriter.SignatureIdentifier;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.value.Bytes;

/** The known encodings of servers' replies. */
class EncodingVariantsTest {
    private static List<CertRep> replies() {
        return List.of(Exchange.success(), Exchange.pending(), Exchange.failure());
    }

    /** Encodes with constructed strings and indefinite lengths wherever BER allows them. */
    private static ASN1Encodable ber(ASN1Encodable der) {
        return switch (der.toASN1Primitive()) {
            case ASN1Sequence sequence -> new BERSequence(all(sequence));
            case ASN1Set set -> new BERSet(all(set));
            case ASN1TaggedObject tagged
            when tagged.isExplicit() ->
                new BERTaggedObject(true, tagged.getTagNo(), ber(tagged.getExplicitBaseObject()));
            case ASN1OctetString octets -> new BEROctetString(octets.getOctets(), 100);
            default -> der;
        };
    }

    private static ASN1EncodableVector all(Iterable<ASN1Encodable> elements) {
        ASN1EncodableVector converted = new ASN1EncodableVector();
        elements.forEach(element -> converted.add(ber(element)));
        return converted;
    }

    @Test
    void readsRepliesInBerWithIndefiniteLengths() throws Exception {
        for (CertRep reply : replies()) {
            SignedData data = parts(Exchange.signed(reply));
            ContentInfo content = data.getEncapContentInfo();
            SignedData converted = new SignedData(
                    data.getDigestAlgorithms(),
                    new ContentInfo(content.getContentType(), ber(content.getContent())),
                    new BERSet(all(data.getCertificates())),
                    null,
                    data.getSignerInfos());
            byte[] ber = new ContentInfo(CMSObjectIdentifiers.signedData, converted).getEncoded(ASN1Encoding.BER);
            assertThat(ber).startsWith(0x30, 0x80);
            assertThat(Exchange.decode(Bytes.of(ber))).isEqualTo(reply);
        }
    }

    @Test
    void readsAnEnvelopeInBer() throws Exception {
        ReplyEncoder encoder = Exchange.encoder(Exchange.CA);
        CertRep reply = Exchange.success();
        Bytes envelope = encoder.content(reply, Exchange.CLIENT.recipient());
        ASN1Sequence outer = ASN1Sequence.getInstance(envelope.toArray());
        Bytes ber = Bytes.of(ber(outer).toASN1Primitive().getEncoded(ASN1Encoding.BER));
        assertThat(ber.toHex()).startsWith("3080");
        assertThat(Exchange.decode(encoder.sign(encoder.attributes(reply), ber)))
                .isEqualTo(reply);
    }

    private static SignedData parts(Bytes message) {
        return SignedData.getInstance(ContentInfo.getInstance(message.toArray()).getContent());
    }

    private static Bytes message(SignedData from, ContentInfo content, SignerInfo signer) throws Exception {
        SignedData data =
                new SignedData(from.getDigestAlgorithms(), content, from.getCertificates(), null, new DERSet(signer));
        return Bytes.of(new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded(ASN1Encoding.DER));
    }

    private static SignerInfo signer(SignedData data) {
        return SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    }

    @Test
    void readsRepliesWithoutContentAndWithAnEmptyOne() throws Exception {
        for (CertRep reply : List.of(Exchange.pending(), Exchange.failure())) {
            Bytes empty = Exchange.signed(reply);
            SignedData data = parts(empty);
            assertThat(ASN1OctetString.getInstance(data.getEncapContentInfo().getContent())
                            .getOctets())
                    .isEmpty();
            Bytes absent = message(data, new ContentInfo(CMSObjectIdentifiers.data, null), signer(data));
            assertThat(Exchange.decode(empty)).isEqualTo(reply);
            assertThat(Exchange.decode(absent)).isEqualTo(reply);
        }
    }

    /** Changes the content type, which is also a signed attribute, and signs the reply again. */
    private static Bytes withContentType(CertRep reply, ASN1ObjectIdentifier type) throws Exception {
        SignedData data = parts(Exchange.signed(reply));
        SignerInfo old = signer(data);
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        for (ASN1Encodable element : old.getAuthenticatedAttributes()) {
            Attribute attribute = Attribute.getInstance(element);
            boolean contentType = attribute.getAttrType().equals(CMSAttributes.contentType);
            attributes.add(contentType ? new Attribute(CMSAttributes.contentType, new DERSet(type)) : attribute);
        }
        DERSet signed = new DERSet(attributes);
        byte[] signature = ProviderKey.of(Exchange.CA.keys().getPrivate())
                .sign(DigestAlgorithm.SHA256, signed.getEncoded(ASN1Encoding.DER));
        SignerInfo signer = new SignerInfo(
                old.getSID(),
                old.getDigestAlgorithm(),
                signed,
                old.getDigestEncryptionAlgorithm(),
                new DEROctetString(signature),
                null);
        return message(data, new ContentInfo(type, data.getEncapContentInfo().getContent()), signer);
    }

    @Test
    void readsRepliesWhoseContentTypeIsEnvelopedData() throws Exception {
        for (CertRep reply : replies()) {
            assertThat(Exchange.decode(withContentType(reply, CMSObjectIdentifiers.envelopedData)))
                    .isEqualTo(reply);
        }
    }

    @Test
    void refusesRepliesOfAnotherContentType() throws Exception {
        for (CertRep reply : replies()) {
            assertCode(withContentType(reply, CMSObjectIdentifiers.encryptedData), ErrorCode.MALFORMED);
        }
    }

    @Test
    void refusesAContentTypeThatIsNotTheSignedOne() throws Exception {
        SignedData data = parts(Exchange.signed(Exchange.success()));
        ContentInfo content = new ContentInfo(
                CMSObjectIdentifiers.envelopedData, data.getEncapContentInfo().getContent());
        assertCode(message(data, content, signer(data)), ErrorCode.SIGNATURE);
    }

    @ParameterizedTest
    @EnumSource(SignatureIdentifier.class)
    void readsBothNamesOfAnRsaSignature(SignatureIdentifier identifier) throws Exception {
        for (CertRep reply : replies()) {
            ReplyEncoder encoder = Exchange.encoder(Exchange.CA);
            for (DigestAlgorithm digest :
                    List.of(DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512)) {
                Bytes message = new SignedMessageWriter(Exchange.CA.signer(), digest, identifier)
                        .write(encoder.attributes(reply), encoder.content(reply, Exchange.CLIENT.recipient()));
                assertThat(Exchange.decode(message)).isEqualTo(reply);
            }
        }
    }

    @Test
    void refusesASignatureAlgorithmWithAnotherDigestThanTheDeclaredOne() throws Exception {
        SignedData data = parts(Exchange.signed(Exchange.pending()));
        SignerInfo old = signer(data);
        SignerInfo weak = new SignerInfo(
                old.getSID(),
                old.getDigestAlgorithm(),
                old.getAuthenticatedAttributes(),
                new AlgorithmIdentifier(org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers.md5WithRSAEncryption),
                old.getEncryptedDigest(),
                null);
        assertCode(message(data, data.getEncapContentInfo(), weak), ErrorCode.MALFORMED);
    }

    @Test
    void refusesAReplyWithoutSignedAttributes() throws Exception {
        SignedData data = parts(Exchange.signed(Exchange.pending()));
        SignerInfo old = signer(data);
        byte[] signature = ProviderKey.of(Exchange.CA.keys().getPrivate()).sign(DigestAlgorithm.SHA256, new byte[0]);
        SignerInfo bare = new SignerInfo(
                old.getSID(),
                old.getDigestAlgorithm(),
                (ASN1Set) null,
                old.getDigestEncryptionAlgorithm(),
                new DEROctetString(signature),
                null);
        assertCode(message(data, data.getEncapContentInfo(), bare), ErrorCode.MALFORMED);
    }

    @Test
    void refusesAReplyWithAnyNumberOfSignersButOne() throws Exception {
        SignedData data = parts(Exchange.signed(Exchange.pending()));
        for (ASN1Set signers : List.of(new DERSet(), new DERSet(new ASN1Encodable[] {signer(data), signer(data)}))) {
            SignedData changed = new SignedData(
                    data.getDigestAlgorithms(), data.getEncapContentInfo(), data.getCertificates(), null, signers);
            assertCode(
                    Bytes.of(new ContentInfo(CMSObjectIdentifiers.signedData, changed).getEncoded()),
                    ErrorCode.MALFORMED);
        }
    }

    /** Another implementation skips the verification of a message without a certificate. */
    @Test
    void verifiesAReplyThatCarriesNoCertificate() throws Exception {
        SignedData data = parts(Exchange.signed(Exchange.pending()));
        SignedData bare = new SignedData(
                data.getDigestAlgorithms(), data.getEncapContentInfo(), null, null, data.getSignerInfos());
        Bytes reply = Bytes.of(new ContentInfo(CMSObjectIdentifiers.signedData, bare).getEncoded());
        assertThat(Exchange.decode(reply)).isEqualTo(Exchange.pending());
        assertThatThrownBy(
                        () -> Exchange.decode(reply, AlgorithmPolicy.modern(), Exchange.expectation(Exchange.ISSUED)))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE));
    }

    private static void assertCode(Bytes reply, ErrorCode code) {
        assertThatThrownBy(() -> Exchange.decode(reply))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void writesDer() throws Exception {
        for (CertRep reply : replies()) {
            byte[] written = Exchange.signed(reply).toArray();
            assertThat(ASN1Primitive.fromByteArray(written).getEncoded(ASN1Encoding.DER))
                    .isEqualTo(written);
        }
    }
}
