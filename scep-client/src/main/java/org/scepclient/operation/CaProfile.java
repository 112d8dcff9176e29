package org.scepclient.operation;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.error.CryptoException;
import org.scepclient.trust.CaCertificates;

/**
 * The data about a CA that messages to it require.
 *
 * @param ca its trusted certificates (RFC 8894 §2.2)
 * @param capabilities its capabilities
 * @param policy the accepted algorithms of its replies
 * @param algorithms the algorithms of messages to it
 * @param recipient the certificate for which messages are encrypted; if empty, chosen from {@code ca} by key usage
 */
public record CaProfile(
        CaCertificates ca,
        CaCapabilities capabilities,
        AlgorithmPolicy policy,
        Algorithms algorithms,
        Optional<X509Certificate> recipient) {

    /** A profile with algorithms chosen from the capabilities and the policy. */
    public static CaProfile of(CaCertificates ca, CaCapabilities capabilities, AlgorithmPolicy policy)
            throws CryptoException {
        Algorithms chosen = capabilities.algorithms(policy);
        return new CaProfile(ca, capabilities, policy, chosen, Optional.empty());
    }

    /** This profile with given algorithms. */
    public CaProfile withAlgorithms(Algorithms given) {
        return new CaProfile(ca, capabilities, policy, given, recipient);
    }

    public CaProfile encryptingTo(X509Certificate certificate) {
        return new CaProfile(ca, capabilities, policy, algorithms, Optional.of(certificate));
    }
}
