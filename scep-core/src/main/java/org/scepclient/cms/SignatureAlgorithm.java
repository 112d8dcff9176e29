package org.scepclient.cms;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cms.SignerInformation;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;

/**
 * The signature algorithm of a SignerInfo.
 *
 * @param digest the digest of both the content and the signature
 * @param name the JCA name
 * @param parameters the parameters of RSASSA-PSS; empty for the other algorithms
 */
record SignatureAlgorithm(DigestAlgorithm digest, String name, Optional<AlgorithmParameterSpec> parameters) {
    private static final String WHAT = "SignedData";

    /** The algorithm. Its digest must be the declared one, to which the policy applies. */
    static SignatureAlgorithm of(SignerInformation signer) throws ProtocolException, CryptoException {
        DigestAlgorithm digest = digest(signer.getDigestAlgorithmID());
        AlgorithmIdentifier identifier = signer.toASN1Structure().getDigestEncryptionAlgorithm();
        ASN1ObjectIdentifier algorithm = identifier.getAlgorithm();
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption) || algorithm.equals(digest.withRsa())) {
            return new SignatureAlgorithm(digest, digest.signatureName("RSA"), Optional.empty());
        }
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)
                || digest.withEcdsa().filter(algorithm::equals).isPresent()) {
            return new SignatureAlgorithm(digest, digest.signatureName("EC"), Optional.empty());
        }
        if (algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return new SignatureAlgorithm(
                    digest, PssParameters.ALGORITHM, Optional.of(pss(identifier.getParameters(), digest)));
        }
        for (DigestAlgorithm other : DigestAlgorithm.values()) {
            if (algorithm.equals(other.withRsa())
                    || other.withEcdsa().filter(algorithm::equals).isPresent()) {
                throw inconsistent(other, digest);
            }
        }
        throw unsupported("signature algorithm", algorithm);
    }

    private static DigestAlgorithm digest(AlgorithmIdentifier identifier) throws CryptoException {
        return DigestAlgorithm.of(identifier.getAlgorithm())
                .orElseThrow(() -> unsupported("digest", identifier.getAlgorithm()));
    }

    /** RFC 4056 §3: the parameters must have the digest of the content. */
    private static PSSParameterSpec pss(ASN1Encodable encoded, DigestAlgorithm digest)
            throws ProtocolException, CryptoException {
        RSASSAPSSparams parameters = Decoding.of(WHAT, () -> RSASSAPSSparams.getInstance(encoded));
        if (parameters == null) {
            throw ProtocolException.malformed(WHAT, "the RSASSA-PSS signature has no parameters (RFC 4056 §3)");
        }
        DigestAlgorithm hash = digest(parameters.getHashAlgorithm());
        if (hash != digest) {
            throw inconsistent(hash, digest);
        }
        AlgorithmIdentifier mask = parameters.getMaskGenAlgorithm();
        if (!mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)) {
            throw unsupported("mask generation", mask.getAlgorithm());
        }
        DigestAlgorithm maskDigest = digest(AlgorithmIdentifier.getInstance(mask.getParameters()));
        if (maskDigest != digest) {
            throw inconsistent(maskDigest, digest);
        }
        return Decoding.of(WHAT, () -> PssParameters.decode(parameters.getEncoded(ASN1Encoding.DER)));
    }

    private static ProtocolException inconsistent(DigestAlgorithm other, DigestAlgorithm digest) {
        return ProtocolException.malformed(
                WHAT, "the signature uses " + other.jcaName() + ", but the declared digest is " + digest.jcaName());
    }

    private static CryptoException unsupported(String what, ASN1ObjectIdentifier algorithm) {
        return new CryptoException(
                ErrorCode.ALGORITHM_REFUSED,
                "the message is signed with the unsupported " + what + " " + AlgorithmNames.of(algorithm));
    }

    /** An engine ready for the signed data. */
    Signature verifier(PublicKey key) throws GeneralSecurityException {
        Signature engine = Signature.getInstance(name);
        if (parameters.isPresent()) {
            engine.setParameter(parameters.get());
        }
        engine.initVerify(key);
        return engine;
    }
}
