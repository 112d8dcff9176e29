package org.scepclient.capabilities;

import java.util.Set;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.ContentCipher;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.CryptoException;

/** What to send to a CA, from what it offers and what a policy allows (RFC 8894 §3.5.2). */
public record AlgorithmChoice(AlgorithmPolicy policy) {

    /**
     * AES-128 and SHA-256 where offered or where nothing is said, because every implementation must have them
     * (RFC 8894 §2.9); 3DES and SHA-1 only where a server offers them and nothing better.
     */
    public Algorithms choose(CaCapabilities capabilities) throws CryptoException {
        return new Algorithms(cipher(capabilities), digest(capabilities));
    }

    private ContentCipher cipher(CaCapabilities capabilities) throws CryptoException {
        boolean onlyTripleDes = capabilities.known().contains(Capability.DES3)
                && !capabilities.known().contains(Capability.AES)
                && !capabilities.standard();
        ContentCipher choice = onlyTripleDes ? ContentCipher.DES3 : ContentCipher.AES128;
        if (!policy.sendCiphers().contains(choice)) {
            throw refused("3DES");
        }
        return choice;
    }

    private DigestAlgorithm digest(CaCapabilities capabilities) throws CryptoException {
        DigestAlgorithm choice = offered(capabilities);
        if (!policy.sendDigests().contains(choice)) {
            throw refused(choice.jcaName());
        }
        return choice;
    }

    private static DigestAlgorithm offered(CaCapabilities capabilities) {
        Set<Capability> known = capabilities.known();
        if (known.contains(Capability.SHA_256) || capabilities.standard()) {
            return DigestAlgorithm.SHA256;
        }
        if (known.contains(Capability.SHA_512)) {
            return DigestAlgorithm.SHA512;
        }
        if (known.contains(Capability.SHA_384)) {
            return DigestAlgorithm.SHA384;
        }
        if (known.contains(Capability.SHA_224)) {
            return DigestAlgorithm.SHA224;
        }
        return known.contains(Capability.SHA_1) ? DigestAlgorithm.SHA1 : DigestAlgorithm.SHA256;
    }

    private static CryptoException refused(String algorithm) {
        return CryptoException.refusedByPolicy("the server offers nothing better than " + algorithm);
    }
}
