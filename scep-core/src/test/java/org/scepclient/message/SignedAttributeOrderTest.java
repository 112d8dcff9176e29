package org.scepclient.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.junit.jupiter.api.Test;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.value.Bytes;

/** Signed attributes that are not in DER's order (RFC 5652 §5.4), as sent by old servers. */
class SignedAttributeOrderTest {
    /** The attributes of a valid reply in reverse order, which is not DER's. */
    private static List<ASN1Encodable> reversed() throws Exception {
        List<ASN1Encodable> attributes = new ArrayList<>();
        original().getAuthenticatedAttributes().forEach(attributes::add);
        Collections.reverse(attributes);
        return attributes;
    }

    private static SignerInfo original() throws Exception {
        return SignerInfo.getInstance(data().getSignerInfos().getObjectAt(0));
    }

    private static SignedData data() throws Exception {
        return SignedData.getInstance(
                ContentInfo.getInstance(Exchange.signed(Exchange.pending()).toArray())
                        .getContent());
    }

    private static ASN1Set unsorted(List<ASN1Encodable> attributes) {
        return new DLSet(attributes.toArray(ASN1Encodable[]::new));
    }

    private static byte[] signature(byte[] over) throws Exception {
        return ProviderKey.of(Exchange.CA.keys().getPrivate()).sign(DigestAlgorithm.SHA256, over);
    }

    /** Assembled from the parts, because the classes of the message would sort the attributes. */
    private static Bytes reply(ASN1Set attributes, byte[] signature) throws Exception {
        SignerInfo old = original();
        ASN1Sequence signer = sequence(
                old.getVersion(),
                old.getSID(),
                old.getDigestAlgorithm(),
                new DLTaggedObject(false, 0, attributes),
                old.getDigestEncryptionAlgorithm(),
                new DEROctetString(signature));
        SignedData whole = data();
        ASN1Sequence data = sequence(
                whole.getVersion(),
                whole.getDigestAlgorithms(),
                whole.getEncapContentInfo(),
                new DLTaggedObject(false, 0, whole.getCertificates()),
                new DLSet(signer));
        return Bytes.of(sequence(CMSObjectIdentifiers.signedData, new DLTaggedObject(true, 0, data))
                .getEncoded(ASN1Encoding.DL));
    }

    private static ASN1Sequence sequence(ASN1Encodable... parts) {
        return new DLSequence(parts);
    }

    @Test
    void acceptsASignatureOverTheAttributesInTheirOrder() throws Exception {
        ASN1Set attributes = unsorted(reversed());
        byte[] asSent = attributes.getEncoded(ASN1Encoding.DL);
        assertThat(asSent).isNotEqualTo(attributes.getEncoded(ASN1Encoding.DER));
        assertThat(Exchange.decode(reply(attributes, signature(asSent)))).isEqualTo(Exchange.pending());
    }

    @Test
    void acceptsASignatureOverTheirDerInAnyOrder() throws Exception {
        ASN1Set attributes = unsorted(reversed());
        assertThat(Exchange.decode(reply(attributes, signature(attributes.getEncoded(ASN1Encoding.DER)))))
                .isEqualTo(Exchange.pending());
    }

    @Test
    void refusesAnyAttributeChangedOrMovedAfterSigning() throws Exception {
        List<ASN1Encodable> attributes = reversed();
        byte[] signature = signature(unsorted(attributes).getEncoded(ASN1Encoding.DL));
        for (int i = 0; i < attributes.size(); i++) {
            List<ASN1Encodable> changed = new ArrayList<>(attributes);
            Attribute attribute = Attribute.getInstance(changed.get(i));
            changed.set(i, new Attribute(attribute.getAttrType(), new DERSet(new DERPrintableString("9"))));
            refused(reply(unsorted(changed), signature));
        }
        List<ASN1Encodable> moved = new ArrayList<>(attributes);
        Collections.swap(moved, 0, 1);
        refused(reply(unsorted(moved), signature));
    }

    /** The attributes have the tag [0] in the message, but are signed as a SET. */
    @Test
    void refusesASignatureOverTheAttributesWithTheTagOfTheMessage() throws Exception {
        ASN1Set attributes = unsorted(reversed());
        byte[] tagged = attributes.getEncoded(ASN1Encoding.DL);
        tagged[0] = (byte) 0xa0;
        refused(reply(attributes, signature(tagged)));
    }

    private static void refused(Bytes reply) {
        assertThatThrownBy(() -> Exchange.decode(reply))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE));
    }
}
