package org.scepclient.pkcs10;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;

/** Signs requests and self-signed certificates with a key that may live in a token. */
final class KeySignature {
    private final ProviderKey key;
    private final DigestAlgorithm digest;
    private final AlgorithmIdentifier algorithm;

    KeySignature(ProviderKey key, DigestAlgorithm digest) throws CryptoException {
        this.key = key;
        this.digest = digest;
        this.algorithm = switch (key.privateKey().getAlgorithm()) {
            // RFC 8017 appendix A.2.4: the parameters are NULL
            case "RSA" -> new AlgorithmIdentifier(withRsa(digest), DERNull.INSTANCE);
            // RFC 5758 §3.2: the parameters are absent
            case "EC", "ECDSA" -> new AlgorithmIdentifier(withEcdsa(digest));
            default ->
                throw new CryptoException(
                        ErrorCode.ALGORITHM_REFUSED,
                        "a key of type " + key.privateKey().getAlgorithm()
                                + " cannot sign for SCEP; use an RSA or EC key");
        };
    }

    AlgorithmIdentifier algorithm() {
        return algorithm;
    }

    byte[] sign(byte[] content) throws CryptoException {
        try {
            return key.sign(digest, content);
        } catch (NoSuchAlgorithmException e) {
            throw new CryptoException(ErrorCode.ALGORITHM_REFUSED, "the provider of the key does not sign so", e);
        } catch (GeneralSecurityException | ProviderException e) {
            // Tokens that are locked or gone throw ProviderException.
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the key cannot sign", e);
        }
    }

    private static ASN1ObjectIdentifier withRsa(DigestAlgorithm digest) {
        return switch (digest) {
            case MD5 -> PKCSObjectIdentifiers.md5WithRSAEncryption;
            case SHA1 -> PKCSObjectIdentifiers.sha1WithRSAEncryption;
            case SHA224 -> PKCSObjectIdentifiers.sha224WithRSAEncryption;
            case SHA256 -> PKCSObjectIdentifiers.sha256WithRSAEncryption;
            case SHA384 -> PKCSObjectIdentifiers.sha384WithRSAEncryption;
            case SHA512 -> PKCSObjectIdentifiers.sha512WithRSAEncryption;
        };
    }

    private static ASN1ObjectIdentifier withEcdsa(DigestAlgorithm digest) throws CryptoException {
        return switch (digest) {
            case MD5 ->
                throw new CryptoException(
                        ErrorCode.ALGORITHM_REFUSED, "an EC key cannot sign with MD5; choose SHA-256");
            case SHA1 -> X9ObjectIdentifiers.ecdsa_with_SHA1;
            case SHA224 -> X9ObjectIdentifiers.ecdsa_with_SHA224;
            case SHA256 -> X9ObjectIdentifiers.ecdsa_with_SHA256;
            case SHA384 -> X9ObjectIdentifiers.ecdsa_with_SHA384;
            case SHA512 -> X9ObjectIdentifiers.ecdsa_with_SHA512;
        };
    }
}
