package org.scepclient.cms;

import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerId;
import org.bouncycastle.cms.SignerInformation;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/**
 * A received SignedData with its only signer (RFC 8894 §3.2).
 *
 * <p>Decoding proves nothing: the message is authentic only if {@link #isSignedBy(PublicKey)} is true for a key that is
 * trusted independently of this message.
 */
public final class SignedMessage {
    private static final String WHAT = "SignedData";

    /**
     * RFC 8894 §3.2 requires data; one implementation declares envelopedData, and the content of a GetNextCACert response
     * is a signedData.
     */
    private static final Set<ASN1ObjectIdentifier> CONTENT_TYPES =
            Set.of(CMSObjectIdentifiers.data, CMSObjectIdentifiers.envelopedData, CMSObjectIdentifiers.signedData);

    private final CMSSignedData data;
    private final Bytes content;
    private final SignerInformation signer;
    private final AttributeTable attributes;
    private final SignatureAlgorithm algorithm;

    private SignedMessage(CMSSignedData data, SignerInformation signer, SignatureAlgorithm algorithm)
            throws ProtocolException {
        this.data = data;
        this.content = contentOf(data);
        this.signer = signer;
        this.algorithm = algorithm;
        AttributeTable table = signer.getSignedAttributes();
        if (table == null) {
            throw ProtocolException.malformed(WHAT, "it has no signed attributes (RFC 8894 §3.2.1)");
        }
        this.attributes = table;
    }

    /** Decodes BER or DER; {@code policy} must accept the digest and the signature algorithm. */
    public static SignedMessage decode(Bytes message, AlgorithmPolicy policy)
            throws ProtocolException, CryptoException {
        ASN1Primitive sequence = Decoding.sequence(WHAT, message);
        CMSSignedData data = Decoding.of(WHAT, () -> new CMSSignedData(ContentInfo.getInstance(sequence)));
        Collection<SignerInformation> signers =
                Decoding.of(WHAT, () -> data.getSignerInfos().getSigners());
        if (signers.size() != 1) {
            throw ProtocolException.malformed(WHAT, "it has " + signers.size() + " signers, expected 1");
        }
        SignerInformation signer = signers.iterator().next();
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(signer);
        policy.requireAccepted(algorithm.digest());
        return Decoding.of(WHAT, () -> new SignedMessage(data, signer, algorithm));
    }

    public DigestAlgorithm digest() {
        return algorithm.digest();
    }

    /** The signed content; empty if it is absent or empty (servers differ in PENDING and FAILURE). */
    public Bytes content() {
        return content;
    }

    private static Bytes contentOf(CMSSignedData data) throws ProtocolException {
        requireType(data.toASN1Structure().getContentType(), Set.of(CMSObjectIdentifiers.signedData));
        requireType(new ASN1ObjectIdentifier(data.getSignedContentTypeOID()), CONTENT_TYPES);
        var content = data.getSignedContent();
        if (content == null) {
            return Bytes.empty();
        }
        if (content.getContent() instanceof byte[] octets) {
            return Bytes.of(octets);
        }
        throw ProtocolException.malformed(WHAT, "expected an OCTET STRING as content");
    }

    private static void requireType(ASN1ObjectIdentifier type, Set<ASN1ObjectIdentifier> known)
            throws ProtocolException {
        if (!known.contains(type)) {
            throw ProtocolException.malformed(WHAT, "unexpected content type " + type);
        }
    }

    /** The certificates in the message: hints about the signer, never a reason to trust it. */
    public List<X509Certificate> certificates() throws ProtocolException {
        SignedData parts = Decoding.of(
                WHAT, () -> SignedData.getInstance(data.toASN1Structure().getContent()));
        return CertificatesOnly.certificates(parts.getCertificates()).certificates().stream()
                .distinct()
                .toList();
    }

    /** The only value of a signed attribute; empty if the attribute is absent, an error if it is repeated. */
    public Optional<ASN1Primitive> attribute(String name, ASN1ObjectIdentifier type) throws ProtocolException {
        var found = attributes.getAll(type);
        if (found.size() == 0) {
            return Optional.empty();
        }
        Attribute first = Attribute.getInstance(found.get(0));
        if (found.size() > 1 || first.getAttrValues().size() != 1) {
            throw ProtocolException.attribute(name, "must have exactly one value");
        }
        return Optional.of(first.getAttrValues().getObjectAt(0).toASN1Primitive());
    }

    /** True if the signer identifier names this certificate by issuer and serial number or by key identifier. */
    public boolean namesSigner(X509Certificate certificate) {
        SignerId id = signer.getSID();
        CertificateId own = new CertificateId(certificate);
        byte[] keyIdentifier = id.getSubjectKeyIdentifier();
        return keyIdentifier == null
                ? own.matches(id.getIssuer(), id.getSerialNumber())
                : own.hasKeyIdentifier(keyIdentifier);
    }

    /**
     * True if the signature, the message digest and the content type verify with {@code key} (RFC 5652 §5.6).
     *
     * <p>The attributes are signed in DER (§5.4). Like OpenSSL, this also accepts a signature over them in the order of the
     * message, which some servers do not sort. Both signatures cover the attributes that {@link #attribute} reads.
     */
    public boolean isSignedBy(PublicKey key) {
        return verifies(signer, key) || verifies(new UnsortedSigner(signer), key);
    }

    private boolean verifies(SignerInformation candidate, PublicKey key) {
        try {
            return candidate.verify(new KeyVerifier(algorithm, key).ofSignerInfo());
        } catch (CMSException | RuntimeException e) {
            // A wrong digest or signature is reported by an exception or by false.
            return false;
        }
    }

    /** The signer with its attributes in the order of the message. */
    private static final class UnsortedSigner extends SignerInformation {
        UnsortedSigner(SignerInformation signer) {
            super(signer);
        }

        @Override
        public byte[] getEncodedSignedAttributes() throws IOException {
            return signedAttributeSet.getEncoded(ASN1Encoding.DL);
        }
    }
}
