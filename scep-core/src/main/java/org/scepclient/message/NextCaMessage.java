package org.scepclient.message;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.SignedMessage;
import org.scepclient.cms.SignedMessageWriter;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.TrustException;
import org.scepclient.trust.CaCertificates;
import org.scepclient.value.Bytes;

/**
 * The answer to GetNextCACert (RFC 8894 §4.7.1): the next CA certificates, vouched for by the current CA's
 * signature.
 */
public final class NextCaMessage {
    private NextCaMessage() {}

    /** Nothing of the message is looked at before the current CA's signature over it has been verified. */
    public static CaCertificates decode(Bytes body, CaCertificates current, AlgorithmPolicy policy, Instant now)
            throws ProtocolException, TrustException, CryptoException {
        SignedMessage message = SignedMessage.decode(body, policy);
        current.requireSignedBy(message, now);
        Bytes content = message.content();
        if (content.isEmpty()) {
            throw new ProtocolException(ErrorCode.NOT_IN_REPLY, "the next CA answer has no signed certificates");
        }
        return CaCertificates.trusted(CertificatesOnly.decodeBundle(content).certificates());
    }

    /** Signs the next CA certificates with the current CA's key. */
    public static Bytes encode(List<X509Certificate> next, SignedMessageWriter writer)
            throws ProtocolException, CryptoException {
        return writer.write(List.of(), CertificatesOnly.ofCertificates(next).encode());
    }
}
