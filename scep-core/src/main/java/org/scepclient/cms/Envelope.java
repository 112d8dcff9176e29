package org.scepclient.cms;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/**
 * The common parts of EnvelopedData (RFC 5652 §6.1) and AuthEnvelopedData (RFC 5083 §2.1).
 *
 * @param recipients each with the content key, encrypted for that recipient
 * @param algorithm the content encryption algorithm
 * @param encrypted the encrypted content, followed by the tag of an authenticating {@code algorithm}
 * @param associated the associated data: the authAttrs in DER, or empty
 */
record Envelope(List<RecipientInfo> recipients, AlgorithmIdentifier algorithm, Bytes encrypted, Bytes associated) {
    private static final String WHAT = "EnvelopedData";

    static Envelope decode(Bytes content) throws ProtocolException {
        ContentInfo info = Decoding.of(WHAT, () -> ContentInfo.getInstance(Decoding.sequence(WHAT, content)));
        if (CMSObjectIdentifiers.envelopedData.equals(info.getContentType())) {
            return Decoding.of(WHAT, () -> {
                EnvelopedData data = EnvelopedData.getInstance(info.getContent());
                EncryptedContentInfo encrypted = data.getEncryptedContentInfo();
                return of(data.getRecipientInfos(), encrypted, octets(encrypted), Bytes.empty());
            });
        }
        if (CMSObjectIdentifiers.authEnvelopedData.equals(info.getContentType())) {
            return Decoding.of(
                    "AuthEnvelopedData", () -> authenticated(AuthEnvelopedData.getInstance(info.getContent())));
        }
        throw ProtocolException.malformed(
                WHAT, "unexpected content type " + info.getContentType() + ", expected EnvelopedData");
    }

    private static Envelope authenticated(AuthEnvelopedData data) throws java.io.IOException, ProtocolException {
        EncryptedContentInfo encrypted = data.getAuthEncryptedContentInfo();
        byte[] octets = octets(encrypted).toArray();
        byte[] tag = data.getMac().getOctets();
        byte[] both = java.util.Arrays.copyOf(octets, octets.length + tag.length);
        System.arraycopy(tag, 0, both, octets.length, tag.length);
        ASN1Set attributes = data.getAuthAttrs();
        // RFC 5083 §2.2: with the tag of a SET, in DER.
        Bytes associated = attributes == null ? Bytes.empty() : Bytes.of(attributes.getEncoded(ASN1Encoding.DER));
        return of(data.getRecipientInfos(), encrypted, Bytes.of(both), associated);
    }

    private static Bytes octets(EncryptedContentInfo encrypted) throws ProtocolException {
        if (encrypted.getEncryptedContent() == null) {
            throw ProtocolException.malformed(WHAT, "it has no encrypted content");
        }
        return Bytes.of(encrypted.getEncryptedContent().getOctets());
    }

    private static Envelope of(ASN1Set infos, EncryptedContentInfo content, Bytes encrypted, Bytes associated) {
        List<RecipientInfo> recipients = new ArrayList<>();
        for (ASN1Encodable info : infos) {
            recipients.add(RecipientInfo.getInstance(info));
        }
        return new Envelope(recipients, content.getContentEncryptionAlgorithm(), encrypted, associated);
    }
}
