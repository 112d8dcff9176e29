package org.scepclient.pkcs10;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/**
 * A PKCS#10 certification request (RFC 2986).
 *
 * @param der the encoded request with its signature
 * @param subject the requested subject
 * @param publicKey the key to certify
 */
public record CertificationRequest(Bytes der, X500Principal subject, PublicKey publicKey) {

    /** Decodes a request; only {@link #verify()} verifies its signature. */
    public static CertificationRequest decode(Bytes der) throws ProtocolException {
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(der.toArray());
            X500Principal subject = new X500Principal(request.getSubject().getEncoded(ASN1Encoding.DER));
            return new CertificationRequest(der, subject, publicKey(request));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The decoder reports malformed input by several unchecked exceptions.
            throw ProtocolException.malformed("certification request", e);
        }
    }

    private static PublicKey publicKey(PKCS10CertificationRequest request)
            throws IOException, GeneralSecurityException {
        var info = request.getSubjectPublicKeyInfo();
        String oid = info.getAlgorithm().getAlgorithm().getId();
        return KeyFactory.getInstance(oid).generatePublic(new X509EncodedKeySpec(info.getEncoded(ASN1Encoding.DER)));
    }

    /** Verifies the proof of possession: the signature with the private key of {@link #publicKey()}. */
    public void verify() throws ProtocolException {
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(der.toArray());
            Signature signature = signature(request.getSignatureAlgorithm());
            signature.initVerify(publicKey);
            signature.update(
                    request.toASN1Structure().getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
            if (!signature.verify(request.getSignature())) {
                throw ProtocolException.malformed(
                        "certification request", "its signature does not verify with its own public key");
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw ProtocolException.malformed("certification request", e);
        }
    }

    private static Signature signature(AlgorithmIdentifier algorithm) throws IOException, GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm.getAlgorithm().getId());
        if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            // RFC 8017 appendix A.2.3: the digest stands in the parameters
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(algorithm.getParameters().toASN1Primitive().getEncoded(ASN1Encoding.DER));
            signature.setParameter(parameters.getParameterSpec(PSSParameterSpec.class));
        }
        return signature;
    }

    /** The PKCS#9 challengePassword attribute (RFC 2985 §5.4.1), if the request has one. */
    public Optional<Secret> challengePassword() throws ProtocolException {
        Optional<ASN1Encodable> value = attribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get().toASN1Primitive() instanceof ASN1String text) {
            return Optional.of(Secret.of(text.getString()));
        }
        throw ProtocolException.malformed("challengePassword attribute", "it is not a string");
    }

    /** Whether there is a challengePassword attribute, even a malformed one. */
    public boolean hasChallengePassword() {
        try {
            return attribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword).isPresent();
        } catch (ProtocolException e) {
            throw new IllegalStateException("a decoded request cannot be decoded again", e);
        }
    }

    /** The requested extensions (RFC 2985 §5.4.2), if any. */
    public Optional<Extensions> extensions() throws ProtocolException {
        try {
            return attribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest).map(Extensions::getInstance);
        } catch (IllegalArgumentException e) {
            throw ProtocolException.malformed("extensionRequest attribute", e);
        }
    }

    /** One requested extension. */
    public Optional<Extension> extension(ASN1ObjectIdentifier oid) throws ProtocolException {
        return extensions().map(all -> all.getExtension(oid));
    }

    private Optional<ASN1Encodable> attribute(ASN1ObjectIdentifier type) throws ProtocolException {
        try {
            Attribute[] found = new PKCS10CertificationRequest(der.toArray()).getAttributes(type);
            return found.length == 0 || found[0].getAttrValues().size() == 0
                    ? Optional.empty()
                    : Optional.of(found[0].getAttrValues().getObjectAt(0));
        } catch (IOException | RuntimeException e) {
            throw ProtocolException.malformed("certification request", e);
        }
    }
}
