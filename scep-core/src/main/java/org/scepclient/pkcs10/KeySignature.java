package org.scepclient.pkcs10;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;

/** Signs requests and self-signed certificates with a key that may be in a token. */
final class KeySignature {
    private final ProviderKey key;
    private final DigestAlgorithm digest;
    private final AlgorithmIdentifier algorithm;

    KeySignature(ProviderKey key, DigestAlgorithm digest) throws CryptoException {
        this.key = key;
        this.digest = digest;
        this.algorithm = switch (key.privateKey().getAlgorithm()) {
            // RFC 8017 appendix A.2.4: the parameters are NULL
            case "RSA" -> new AlgorithmIdentifier(digest.withRsa(), DERNull.INSTANCE);
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
            throw new CryptoException(ErrorCode.ALGORITHM_REFUSED, "the provider of the key lacks the algorithm", e);
        } catch (GeneralSecurityException | ProviderException e) {
            // Locked or removed tokens throw ProviderException.
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the key cannot sign", e);
        }
    }

    private static ASN1ObjectIdentifier withEcdsa(DigestAlgorithm digest) throws CryptoException {
        return digest.withEcdsa()
                .orElseThrow(() -> new CryptoException(
                        ErrorCode.ALGORITHM_REFUSED,
                        "an EC key cannot sign with " + digest.jcaName() + "; use SHA-256"));
    }
}
