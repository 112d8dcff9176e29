package org.scepclient.testca.fault;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.PasswordRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.scepclient.cms.EnvelopeRecipient;
import org.scepclient.cms.EnvelopeWriter;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.CertRep;
import org.scepclient.testca.authority.Identity;
import org.scepclient.testca.reply.ReplyDraft;
import org.scepclient.testca.reply.ReplyWriter;
import org.scepclient.value.Bytes;

/** Envelopes that cannot be opened, or that contain something other than certificates. */
record EnvelopeFaults(UntrustedIdentities untrusted, ReplyWriter writer, SecureRandom random) {
    private static final int GARBAGE = 500;
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.13.2");

    Bytes apply(Fault fault, ReplyDraft draft, CertRep.Success success) throws CryptoException, ProtocolException {
        Bytes inner = success.content().encode();
        return switch (fault) {
            case ENCRYPTED_FOR_STRANGER ->
                sealed(
                        draft,
                        inner,
                        new EnvelopeRecipient.Certificate(untrusted.stranger().certificate()));
            case ENCRYPTED_FOR_THE_CA ->
                forCa(draft, inner, draft.authority().hierarchy().decrypter());
            case ENVELOPE_MISSING -> Bytes.empty();
            case ENVELOPE_GARBAGE -> garbage();
            case NOT_ENCRYPTED -> inner;
            case INNER_GARBAGE -> sealed(draft, garbage());
            case INNER_TRUNCATED -> sealed(draft, half(inner));
            case INNER_CERTIFICATE_GARBAGE -> sealed(draft, certificateGarbage());
            case CIPHER_AES_GCM, AUTH_ENVELOPED_DATA, KEY_TRANSPORT_OAEP, RECIPIENT_BY_KEY_IDENTIFIER, KEY_AGREEMENT ->
                unusual(fault, draft, inner);
            default -> altered(fault, writer.content(draft));
        };
    }

    /** An unusual envelope, or a normal one where the fault does not apply to the client's kind of key. */
    private Bytes unusual(Fault fault, ReplyDraft draft, Bytes inner) throws CryptoException, ProtocolException {
        Optional<X509Certificate> ec = draft.sender().filter(one -> one.getPublicKey() instanceof ECPublicKey);
        if (fault == Fault.KEY_AGREEMENT && ec.isPresent()) {
            return new KeyAgreementEnvelope(random).write(inner, ec.get());
        }
        return fault != Fault.KEY_AGREEMENT
                        && draft.requireRecipient() instanceof EnvelopeRecipient.Certificate(X509Certificate rsa)
                ? new UnusualEnvelopes(random).write(fault, inner, rsa)
                : writer.content(draft);
    }

    private Bytes forCa(ReplyDraft draft, Bytes inner, Identity ca) throws CryptoException {
        return ca.isRsa()
                ? sealed(draft, inner, new EnvelopeRecipient.Certificate(ca.certificate()))
                : new KeyAgreementEnvelope(random).write(inner, ca.certificate());
    }

    /** A correct envelope around arbitrary content. */
    Bytes sealed(ReplyDraft draft, Bytes inner) throws CryptoException {
        return sealed(draft, inner, draft.requireRecipient());
    }

    private Bytes sealed(ReplyDraft draft, Bytes inner, EnvelopeRecipient recipient) throws CryptoException {
        return new EnvelopeWriter(draft.algorithms().cipher(), random).write(inner, recipient);
    }

    private Bytes garbage() {
        byte[] bytes = new byte[GARBAGE];
        random.nextBytes(bytes);
        // No ASN.1 value of CMS starts with this byte, so that the content never decodes by chance.
        bytes[0] = 0;
        return Bytes.of(bytes);
    }

    private static Bytes half(Bytes whole) {
        return Bytes.of(Arrays.copyOf(whole.toArray(), whole.length() / 2));
    }

    /** A certificates-only message whose only certificate is {@code SEQUENCE {INTEGER 42}}. */
    private static Bytes certificateGarbage() {
        DERSequence none = new DERSequence(new ASN1Integer(42));
        SignedData data = new SignedData(
                new DERSet(), new ContentInfo(CMSObjectIdentifiers.data, null), new DERSet(none), null, new DERSet());
        return Der.encoded(new ContentInfo(CMSObjectIdentifiers.signedData, data));
    }

    /** Changes one part of an envelope. */
    private static Bytes altered(Fault fault, Bytes envelope) {
        EnvelopedData data = EnvelopedData.getInstance(
                ContentInfo.getInstance(Der.decoded(envelope)).getContent());
        EncryptedContentInfo content = data.getEncryptedContentInfo();
        ASN1OctetString encrypted = content.getEncryptedContent();
        return switch (fault) {
            case CIPHER_RC2 -> put(data, cipher(content, PKCSObjectIdentifiers.RC2_CBC));
            case CIPHER_UNKNOWN -> put(data, cipher(content, UNKNOWN));
            case PADDING_CORRUPTED ->
                put(data, content(content, withoutPadding(encrypted.getOctets(), blockLength(content))));
            case CIPHERTEXT_TRUNCATED ->
                put(data, content(content, Arrays.copyOf(encrypted.getOctets(), encrypted.getOctetsLength() - 1)));
            case CIPHERTEXT_EMPTY -> put(data, content(content, new byte[0]));
            case CONTENT_KEY_ALTERED -> put(withKeyAltered(data), content);
            default -> put(new EnvelopedData(null, new DERSet(), content, data.getUnprotectedAttrs()), content);
        };
    }

    /** The initialization vector is as long as a block. */
    private static int blockLength(EncryptedContentInfo content) {
        return ASN1OctetString.getInstance(
                        content.getContentEncryptionAlgorithm().getParameters())
                .getOctetsLength();
    }

    /** In CBC mode a changed bit of a block changes the same bit of the next block's plain text. */
    private static byte[] withoutPadding(byte[] encrypted, int block) {
        byte[] changed = encrypted.clone();
        changed[changed.length - 1 - block] ^= (byte) 0x80;
        return changed;
    }

    private static EncryptedContentInfo cipher(EncryptedContentInfo content, ASN1ObjectIdentifier oid) {
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(
                oid, content.getContentEncryptionAlgorithm().getParameters());
        return new EncryptedContentInfo(content.getContentType(), algorithm, content.getEncryptedContent());
    }

    private static EncryptedContentInfo content(EncryptedContentInfo content, byte[] encrypted) {
        return new EncryptedContentInfo(
                content.getContentType(), content.getContentEncryptionAlgorithm(), new DEROctetString(encrypted));
    }

    private static EnvelopedData withKeyAltered(EnvelopedData data) {
        RecipientInfo recipient =
                RecipientInfo.getInstance(data.getRecipientInfos().getObjectAt(0));
        return new EnvelopedData(
                data.getOriginatorInfo(),
                new DERSet(withKeyAltered(recipient)),
                data.getEncryptedContentInfo(),
                data.getUnprotectedAttrs());
    }

    private static RecipientInfo withKeyAltered(RecipientInfo recipient) {
        if (recipient.getInfo() instanceof PasswordRecipientInfo info) {
            return new RecipientInfo(new PasswordRecipientInfo(
                    info.getKeyDerivationAlgorithm(),
                    info.getKeyEncryptionAlgorithm(),
                    altered(info.getEncryptedKey())));
        }
        KeyTransRecipientInfo info = KeyTransRecipientInfo.getInstance(recipient.getInfo());
        return new RecipientInfo(new KeyTransRecipientInfo(
                info.getRecipientIdentifier(), info.getKeyEncryptionAlgorithm(), altered(info.getEncryptedKey())));
    }

    private static ASN1OctetString altered(ASN1OctetString encryptedKey) {
        byte[] key = encryptedKey.getOctets().clone();
        key[key.length - 1] ^= 1;
        return new DEROctetString(key);
    }

    private static Bytes put(EnvelopedData data, EncryptedContentInfo content) {
        EnvelopedData changed = new EnvelopedData(
                data.getOriginatorInfo(), data.getRecipientInfos(), content, data.getUnprotectedAttrs());
        return Der.encoded(new ContentInfo(CMSObjectIdentifiers.envelopedData, changed));
    }
}
