package org.scepclient.testca.fault;

import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.testca.authority.Identity;
import org.scepclient.value.Bytes;

/** SignedData with a wrong structure around the correct content and attributes. */
final class StructureFaults {
    private final UntrustedIdentities untrusted;
    private final Identity signer;
    private final DigestAlgorithm digest;

    StructureFaults(UntrustedIdentities untrusted, Identity signer, DigestAlgorithm digest) {
        this.untrusted = untrusted;
        this.signer = signer;
        this.digest = digest;
    }

    Bytes apply(Fault fault, List<Attribute> attributes, Bytes content) {
        RawSignedData raw = new RawSignedData(signer, attributes, content, digest);
        return switch (fault) {
            case NOT_SIGNED -> content;
            case NO_SIGNER -> raw.encode(List.of());
            case TWO_SIGNERS ->
                raw.encode(List.of(
                        raw.signerInfo(),
                        new RawSignedData(untrusted.stranger(), attributes, content, digest).signerInfo()));
            case SIGNATURE_ALTERED -> raw.encode(List.of(raw.signerInfo(flipped(raw.signature()))));
            case SIGNATURE_EMPTY -> raw.encode(List.of(raw.signerInfo(new byte[0])));
            case CONTENT_ALTERED -> contentAltered(raw, content);
            default -> changed(fault, raw).encode();
        };
    }

    /** Changes the content after it was signed. */
    private static Bytes contentAltered(RawSignedData raw, Bytes content) {
        byte[] signature = raw.signature();
        byte[] other = content.isEmpty() ? new byte[] {1} : flipped(content.toArray());
        raw.content = Optional.of(Bytes.of(other));
        return raw.encode(List.of(raw.signerInfo(signature)));
    }

    private RawSignedData changed(Fault fault, RawSignedData raw) {
        switch (fault) {
            case NO_SIGNED_ATTRIBUTES -> raw.withAttributes = false;
            case MESSAGE_DIGEST_WRONG -> raw.digested = Optional.of(Bytes.of(new byte[] {1}));
            case MESSAGE_DIGEST_MISSING -> raw.digested = Optional.empty();
            case CONTENT_TYPE_ATTRIBUTE_WRONG -> raw.contentTypeAttribute = CMSObjectIdentifiers.signedData;
            case CONTENT_TYPE_UNKNOWN -> type(raw, CMSObjectIdentifiers.digestedData);
            case CONTENT_TYPE_ENVELOPED -> type(raw, CMSObjectIdentifiers.envelopedData);
            case DIGEST_MD5 -> {
                DigestAlgorithm used = signer.isRsa() ? DigestAlgorithm.MD5 : digest;
                raw.declaredDigest = used;
                raw.signatureDigest = used;
            }
            case DIGEST_MISMATCH -> {
                raw.combinedAlgorithm = true;
                raw.signatureDigest =
                        raw.declaredDigest == DigestAlgorithm.SHA1 ? DigestAlgorithm.SHA256 : DigestAlgorithm.SHA1;
            }
            case SIGNATURE_ALGORITHM_COMBINED -> raw.combinedAlgorithm = true;
            case SIGNER_CERTIFICATE_MISSING -> raw.withCertificate = false;
            case ATTRIBUTES_UNSORTED -> raw.unsorted = true;
            case SIGNATURE_PSS -> raw.probabilistic = true;
            case FAILURE_WITHOUT_CONTENT -> raw.content = Optional.empty();
            default -> raw.indefinite = true;
        }
        return raw;
    }

    private static void type(RawSignedData raw, ASN1ObjectIdentifier type) {
        raw.contentType = type;
        raw.contentTypeAttribute = type;
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[changed.length / 2] ^= 1;
        return changed;
    }
}
