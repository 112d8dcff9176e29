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
    public static NextCa decode(Bytes body, CaCertificates current, AlgorithmPolicy policy, Instant now)
            throws ProtocolException, TrustException, CryptoException {
        SignedMessage message = SignedMessage.decode(body, policy);
        X509Certificate signer = current.requireSignedBy(message, now);
        Bytes content = message.content();
        List<X509Certificate> next = content.isEmpty()
                ? besideTheSignature(message, current, now)
                : CertificatesOnly.decodeBundle(content).certificates();
        if (next.isEmpty()) {
            throw withoutCertificates();
        }
        return new NextCa(CaCertificates.trusted(next), signer);
    }

    /**
     * jscep's servlet signs nothing and puts the certificates beside the signature, where anybody may exchange
     * them. They are taken only when the current CA signed each of them itself.
     */
    private static List<X509Certificate> besideTheSignature(SignedMessage message, CaCertificates current, Instant now)
            throws ProtocolException, TrustException {
        List<X509Certificate> next = message.certificates().stream()
                .filter(certificate -> !current.certificates().contains(certificate))
                .toList();
        for (X509Certificate certificate : next) {
            // RFC 8894 §4.7.1: the signature must be validated before any of the contents is trusted.
            if (!current.vouchesForCa(certificate, now)) {
                throw new TrustException(
                        ErrorCode.UNTRUSTED,
                        "the next CA certificate " + certificate.getSubjectX500Principal()
                                + " stands outside what the current CA signed, and the CA did not issue it;"
                                + " get it from the CA in another way");
            }
        }
        return next;
    }

    private static ProtocolException withoutCertificates() {
        return new ProtocolException(ErrorCode.NOT_IN_REPLY, "the next CA answer has no certificates");
    }

    /** Signs the next CA certificates with the current CA's key. */
    public static Bytes encode(List<X509Certificate> next, SignedMessageWriter writer)
            throws ProtocolException, CryptoException {
        return writer.write(List.of(), CertificatesOnly.ofCertificates(next).encode());
    }
}
