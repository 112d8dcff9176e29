package org.scepclient.cms;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/**
 * A received SignedData with its one signer (RFC 8894 §3.2). Decoding proves nothing: a caller trusts it only
 * after {@link #isSignedBy(PublicKey)} was true for a key that it trusts for another reason than this message.
 */
public final class SignedMessage {
    private static final String WHAT = "SignedData";

    /**
     * RFC 8894 §3.2 says data; one implementation says envelopedData, and what GetNextCACert hands out is a
     * signedData.
     */
    private static final Set<ASN1ObjectIdentifier> CONTENT_TYPES =
            Set.of(CMSObjectIdentifiers.data, CMSObjectIdentifiers.envelopedData, CMSObjectIdentifiers.signedData);

    private final CMSSignedData data;
    private final Bytes content;
    private final SignerInformation signer;
    private final AttributeTable attributes;
    private final DigestAlgorithm digest;

    private SignedMessage(CMSSignedData data, SignerInformation signer, DigestAlgorithm digest)
            throws ProtocolException {
        this.data = data;
        this.content = contentOf(data);
        this.signer = signer;
        this.digest = digest;
        AttributeTable table = signer.getSignedAttributes();
        if (table == null) {
            throw ProtocolException.malformed(WHAT, "it has no signed attributes (RFC 8894 §3.2.1)");
        }
        this.attributes = table;
    }

    /** Reads BER or DER; the digest and the signature algorithm must be ones that {@code policy} accepts. */
    public static SignedMessage decode(Bytes message, AlgorithmPolicy policy)
            throws ProtocolException, CryptoException {
        CMSSignedData data = Decoding.of(WHAT, () -> new CMSSignedData(message.toArray()));
        Collection<SignerInformation> signers =
                Decoding.of(WHAT, () -> data.getSignerInfos().getSigners());
        if (signers.size() != 1) {
            throw ProtocolException.malformed(WHAT, "it has " + signers.size() + " signers, expected 1");
        }
        SignerInformation signer = signers.iterator().next();
        DigestAlgorithm digest = DigestAlgorithm.of(
                        signer.getDigestAlgorithmID().getAlgorithm())
                .orElseThrow(() ->
                        ProtocolException.malformed(WHAT, "unsupported digest algorithm " + signer.getDigestAlgOID()));
        requireConsistent(signer, digest);
        policy.requireAccepted(digest);
        return Decoding.of(WHAT, () -> new SignedMessage(data, signer, digest));
    }

    /** A signature algorithm with another digest than the declared one would slip past the policy. */
    private static void requireConsistent(SignerInformation signer, DigestAlgorithm digest) throws ProtocolException {
        ASN1ObjectIdentifier algorithm = new ASN1ObjectIdentifier(signer.getEncryptionAlgOID());
        boolean consistent = algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
                || algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)
                || algorithm.equals(digest.withRsa())
                || digest.withEcdsa().filter(algorithm::equals).isPresent();
        if (!consistent) {
            throw ProtocolException.malformed(
                    WHAT, "signature algorithm " + algorithm + " does not go with digest " + digest.jcaName());
        }
    }

    public DigestAlgorithm digest() {
        return digest;
    }

    /** The signed content; empty where there is none or an empty one (servers differ in PENDING and FAILURE). */
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
        throw ProtocolException.malformed(WHAT, "its content is no OCTET STRING");
    }

    private static void requireType(ASN1ObjectIdentifier type, Set<ASN1ObjectIdentifier> known)
            throws ProtocolException {
        if (!known.contains(type)) {
            throw ProtocolException.malformed(WHAT, "unexpected content type " + type);
        }
    }

    /** The certificates inside the message: hints about the signer, never a reason to trust it. */
    public List<X509Certificate> certificates() throws ProtocolException {
        SignedData parts = Decoding.of(
                WHAT, () -> SignedData.getInstance(data.toASN1Structure().getContent()));
        return CertificatesOnly.certificates(parts.getCertificates());
    }

    /** The only value of a signed attribute; empty when the attribute is absent, an error when it is repeated. */
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

    /** True when the signer identifier names this certificate by issuer and serial number. */
    public boolean namesSigner(X509Certificate certificate) {
        X500Name issuer =
                X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
        return issuer.equals(signer.getSID().getIssuer())
                && certificate.getSerialNumber().equals(signer.getSID().getSerialNumber());
    }

    /** True when the signature, the message digest and the content type hold under {@code key} (RFC 5652 §5.6). */
    public boolean isSignedBy(PublicKey key) {
        try {
            return signer.verify(new KeyVerifier(signatureName(), key).ofSignerInfo());
        } catch (CMSException | RuntimeException e) {
            // A digest or a signature that does not hold is reported by exception as well as by false.
            return false;
        }
    }

    /** The kind of key follows from the message; {@link #requireConsistent} has seen to the digest. */
    private String signatureName() {
        ASN1ObjectIdentifier algorithm = new ASN1ObjectIdentifier(signer.getEncryptionAlgOID());
        boolean rsa = algorithm.equals(PKCSObjectIdentifiers.rsaEncryption) || algorithm.equals(digest.withRsa());
        return digest.signatureName(rsa ? "RSA" : "EC");
    }
}
