package org.scepclient.testca.service;

import java.util.EnumSet;
import java.util.Set;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.ContentCipher;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.message.FailInfo;

/**
 * The algorithms that the CA accepts in requests: those of its capabilities, and those that old clients always send.
 */
record AlgorithmRules(CaCapabilities capabilities) {

    /** Accepts all known algorithms, so that the refusal of a request can be sent as a reply. */
    static AlgorithmPolicy readable() {
        Set<ContentCipher> ciphers = EnumSet.allOf(ContentCipher.class);
        Set<DigestAlgorithm> digests = EnumSet.allOf(DigestAlgorithm.class);
        return new AlgorithmPolicy(ciphers, digests, ciphers, digests);
    }

    void require(Algorithms algorithms) throws RefusedException {
        require(algorithms.digest());
        if (!accepts(algorithms.cipher())) {
            throw new RefusedException(
                    FailInfo.BAD_ALG, "this CA does not decrypt " + algorithms.cipher() + "; see GetCACaps");
        }
    }

    void require(DigestAlgorithm digest) throws RefusedException {
        if (!accepts(digest)) {
            throw new RefusedException(
                    FailInfo.BAD_ALG,
                    "this CA does not accept signatures with " + digest.jcaName() + "; see GetCACaps");
        }
    }

    /** RFC 8894 §2.9: AES-128 is mandatory, so it is refused only where 3DES alone is offered. */
    private boolean accepts(ContentCipher cipher) {
        boolean aes = capabilities.known().contains(Capability.AES) || capabilities.standard();
        boolean onlyTripleDes = capabilities.known().contains(Capability.DES3) && !aes;
        return switch (cipher) {
            case AES128, AES192, AES256 -> !onlyTripleDes;
            case DES, DES3, BLOWFISH -> true;
        };
    }

    private boolean accepts(DigestAlgorithm digest) {
        if (digest == DigestAlgorithm.MD5) {
            return false;
        }
        Set<DigestAlgorithm> offered = offered();
        return offered.isEmpty() || offered.contains(digest);
    }

    private Set<DigestAlgorithm> offered() {
        Set<DigestAlgorithm> offered = EnumSet.noneOf(DigestAlgorithm.class);
        for (Capability capability : capabilities.known()) {
            switch (capability) {
                case SHA_1 -> offered.add(DigestAlgorithm.SHA1);
                case SHA_224 -> offered.add(DigestAlgorithm.SHA224);
                case SHA_256, SCEP_STANDARD -> offered.add(DigestAlgorithm.SHA256);
                case SHA_384 -> offered.add(DigestAlgorithm.SHA384);
                case SHA_512 -> offered.add(DigestAlgorithm.SHA512);
                case AES, DES3, GET_NEXT_CA_CERT, POST_PKI_OPERATION, RENEWAL -> {}
            }
        }
        return offered;
    }
}
