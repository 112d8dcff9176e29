package org.scepclient.testca.fault;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.BEROctetString;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERSet;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.jspecify.annotations.Nullable;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.testca.authority.Identity;
import org.scepclient.value.Bytes;

/**
 * A SignedData (RFC 5652 §5.1), each part of which can be changed.
 *
 * <pre>
 * SignedData ::= SEQUENCE {version, digestAlgorithms, encapContentInfo, certificates [0], crls [1], signerInfos}
 * SignerInfo ::= SEQUENCE {version, sid, digestAlgorithm, signedAttrs [0], signatureAlgorithm, signature}
 * </pre>
 */
final class RawSignedData {
    private final Identity signer;
    private final List<Attribute> attributes;
    DigestAlgorithm declaredDigest;
    DigestAlgorithm signatureDigest;
    ASN1ObjectIdentifier contentType = CMSObjectIdentifiers.data;
    ASN1ObjectIdentifier contentTypeAttribute = CMSObjectIdentifiers.data;
    /** The content from which messageDigest is computed; no attribute if empty. */
    Optional<Bytes> digested;

    Optional<Bytes> content;
    /** Whether the signature algorithm also names the digest, and not just the kind of key. */
    boolean combinedAlgorithm;

    boolean withAttributes = true;
    boolean withCertificate = true;
    /** The certificates to include, with the signer's. */
    List<X509Certificate> beside = List.of();

    /** Whether the attributes are written and signed in the reverse of DER order. */
    boolean unsorted;
    /** Whether an RSA key signs with RSASSA-PSS. */
    boolean probabilistic;

    boolean indefinite;

    /** Starts with correct values in all fields. */
    RawSignedData(Identity signer, List<Attribute> attributes, Bytes content, DigestAlgorithm digest) {
        this.signer = signer;
        this.attributes = attributes;
        this.content = Optional.of(content);
        this.digested = Optional.of(content);
        this.declaredDigest = digest;
        this.signatureDigest = digest;
    }

    /** Encodes it with its own signer. */
    Bytes encode() {
        return unsorted ? encode(new DLSet(unsortedSignerInfo())) : encode(List.of(signerInfo()));
    }

    /** Encodes it with these signers instead of its own. */
    Bytes encode(List<SignerInfo> signers) {
        return encode(set(signers));
    }

    private Bytes encode(ASN1Set signers) {
        SignedData data = new SignedData(
                new DERSet(new AlgorithmIdentifier(declaredDigest.oid(), DERNull.INSTANCE)),
                new ContentInfo(contentType, octets()),
                certificates(),
                null,
                signers);
        ContentInfo info = new ContentInfo(CMSObjectIdentifiers.signedData, data);
        if (indefinite) {
            return Der.encoded(indefinite(info, data), ASN1Encoding.BER);
        }
        return Der.encoded(info, unsorted ? ASN1Encoding.DL : ASN1Encoding.DER);
    }

    private @Nullable ASN1OctetString octets() {
        return content.map(bytes -> indefinite ? chunked(bytes) : new DEROctetString(bytes.toArray()))
                .orElse(null);
    }

    private static ASN1OctetString chunked(Bytes content) {
        return new BEROctetString(content.toArray(), 100);
    }

    private @Nullable ASN1Set certificates() {
        ASN1EncodableVector all = new ASN1EncodableVector();
        if (withCertificate) {
            all.add(structure(signer.certificate()));
        }
        beside.forEach(one -> all.add(structure(one)));
        return all.size() == 0 ? null : new DERSet(all);
    }

    private static Certificate structure(X509Certificate certificate) {
        return Certificate.getInstance(Der.encoded(certificate).toArray());
    }

    private static ASN1Set set(List<SignerInfo> signers) {
        ASN1EncodableVector all = new ASN1EncodableVector();
        signers.forEach(all::add);
        return new DERSet(all);
    }

    private static BERSequence indefinite(ContentInfo info, SignedData data) {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(data.getVersion());
        parts.add(data.getDigestAlgorithms());
        parts.add(data.getEncapContentInfo());
        parts.add(
                new BERTaggedObject(false, 0, new BERSet(data.getCertificates().toArray())));
        parts.add(data.getSignerInfos());
        ASN1EncodableVector outer = new ASN1EncodableVector();
        outer.add(info.getContentType());
        outer.add(new BERTaggedObject(0, new BERSequence(parts)));
        return new BERSequence(outer);
    }

    /** The SignerInfo with a valid signature. */
    SignerInfo signerInfo() {
        return signerInfo(signature(signedBytes()));
    }

    /** The SignerInfo with an arbitrary signature. */
    SignerInfo signerInfo(byte[] signature) {
        IssuerAndSerialNumber id = new IssuerAndSerialNumber(structure(signer.certificate()));
        return new SignerInfo(
                new SignerIdentifier(id),
                new AlgorithmIdentifier(declaredDigest.oid(), DERNull.INSTANCE),
                withAttributes ? signedAttributes() : null,
                signatureAlgorithm(),
                new DEROctetString(signature),
                null);
    }

    /** Bouncy Castle's own class would sort the attributes. */
    private DLSequence unsortedSignerInfo() {
        SignerInfo sorted = signerInfo();
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(sorted.getVersion());
        parts.add(sorted.getSID());
        parts.add(sorted.getDigestAlgorithm());
        parts.add(new DLTaggedObject(false, 0, signedAttributes()));
        parts.add(sorted.getDigestEncryptionAlgorithm());
        parts.add(sorted.getEncryptedDigest());
        return new DLSequence(parts);
    }

    private AlgorithmIdentifier signatureAlgorithm() {
        if (isProbabilistic()) {
            return new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_RSASSA_PSS, PssSignature.parameters(signatureDigest));
        }
        return signer.isRsa() && !combinedAlgorithm
                ? new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE)
                : new DefaultSignatureAlgorithmIdentifierFinder().find(signatureName());
    }

    byte[] signature() {
        return signature(signedBytes());
    }

    /** RFC 5652 §5.4: the signature covers the DER of the attributes, or the content if there are none. */
    private Bytes signedBytes() {
        return withAttributes
                ? Der.encoded(signedAttributes(), unsorted ? ASN1Encoding.DL : ASN1Encoding.DER)
                : content.orElseGet(Bytes::empty);
    }

    private ASN1Set signedAttributes() {
        List<Attribute> all = new ArrayList<>(attributes);
        all.add(new Attribute(CMSAttributes.contentType, new DERSet(contentTypeAttribute)));
        digested.ifPresent(bytes -> all.add(new Attribute(
                CMSAttributes.messageDigest, new DERSet(new DEROctetString(declaredDigest.digest(bytes.toArray()))))));
        ASN1EncodableVector vector = new ASN1EncodableVector();
        all.forEach(vector::add);
        DERSet sorted = new DERSet(vector);
        return unsorted ? reversed(sorted) : sorted;
    }

    /** Works on the decoded set, because a set sorts its elements when it is encoded. */
    private static ASN1Set reversed(DERSet sorted) {
        List<ASN1Encodable> elements = new ArrayList<>(
                List.of(ASN1Set.getInstance(Der.decoded(Der.encoded(sorted))).toArray()));
        return new DLSet(elements.reversed().toArray(ASN1Encodable[]::new));
    }

    private boolean isProbabilistic() {
        return probabilistic && signer.isRsa();
    }

    private byte[] signature(Bytes signed) {
        if (isProbabilistic()) {
            return PssSignature.sign(signer.key(), signatureDigest, signed);
        }
        try {
            Signature engine = Signature.getInstance(signatureName());
            engine.initSign(signer.key());
            engine.update(signed.toArray());
            return engine.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key does not sign", e);
        }
    }

    private String signatureName() {
        return signatureDigest.signatureName(signer.key().getAlgorithm());
    }
}
