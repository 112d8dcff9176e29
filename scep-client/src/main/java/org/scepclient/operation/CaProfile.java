package org.scepclient.operation;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.error.CryptoException;
import org.scepclient.trust.CaCertificates;

/**
 * What is known about a CA before it is asked for anything.
 *
 * @param ca its trusted certificates (RFC 8894 §2.2)
 * @param capabilities what it offers
 * @param policy which algorithms are accepted in its replies
 * @param algorithms what messages to it are made with
 * @param recipient whom messages are encrypted for; empty: chosen among {@code ca} by key usage
 */
public record CaProfile(
        CaCertificates ca,
        CaCapabilities capabilities,
        AlgorithmPolicy policy,
        Algorithms algorithms,
        Optional<X509Certificate> recipient) {

    /** With algorithms chosen from the capabilities, as far as the policy allows. */
    public static CaProfile of(CaCertificates ca, CaCapabilities capabilities, AlgorithmPolicy policy)
            throws CryptoException {
        Algorithms chosen = capabilities.algorithms(policy);
        return new CaProfile(ca, capabilities, policy, chosen, Optional.empty());
    }

    /** With algorithms that somebody named. */
    public CaProfile withAlgorithms(Algorithms named) {
        return new CaProfile(ca, capabilities, policy, named, recipient);
    }

    public CaProfile encryptingTo(X509Certificate certificate) {
        return new CaProfile(ca, capabilities, policy, algorithms, Optional.of(certificate));
    }
}
