package org.scepclient.pkcs10;

import java.io.IOException;
import java.security.PublicKey;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.CryptoException;
import org.scepclient.value.Bytes;

/** Builds certification requests for one key (RFC 2986). */
final class RequestBuilder {
    private final KeySignature signature;
    private final PublicKey publicKey;

    /**
     * @param key signs the request
     * @param publicKey the public key of {@code key}, to be certified
     */
    RequestBuilder(ProviderKey key, PublicKey publicKey, DigestAlgorithm digest) throws CryptoException {
        this.signature = new KeySignature(key, digest);
        this.publicKey = publicKey;
    }

    /**
     * Builds and signs a request.
     *
     * @throws CryptoException if the key cannot sign
     * @throws org.scepclient.error.InvalidInputException if the challenge password is empty or too long
     */
    CertificationRequest build(RequestTemplate template) throws CryptoException {
        try {
            var info = new CertificationRequestInfo(
                    template.subject().x500Name(),
                    SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()),
                    attributes(template));
            byte[] signed = signature.sign(info.getEncoded(ASN1Encoding.DER));
            var request = new org.bouncycastle.asn1.pkcs.CertificationRequest(
                    info, signature.algorithm(), new DERBitString(signed));
            Bytes der = Bytes.of(request.getEncoded(ASN1Encoding.DER));
            return new CertificationRequest(der, template.subject().principal(), publicKey);
        } catch (IOException e) {
            throw new IllegalStateException("a certification request cannot be encoded", e);
        }
    }

    private static DERSet attributes(RequestTemplate template) {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        template.challengePassword().map(ChallengePassword::attribute).ifPresent(attributes::add);
        if (!template.extensions().isEmpty()) {
            Extensions extensions = new Extensions(template.extensions().toArray(Extension[]::new));
            attributes.add(new Attribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new DERSet(extensions)));
        }
        return new DERSet(attributes);
    }
}
