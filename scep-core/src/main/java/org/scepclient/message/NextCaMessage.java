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
import org.scepclient.trust.PathRules;
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
        PathRules rules = PathRules.of(policy, now);
        SignedMessage message = SignedMessage.decode(body, policy);
        X509Certificate signer = current.requireSignedByCa(message, rules);
        requireNoPkiMessage(message);
        Bytes content = message.content();
        if (content.isEmpty()) {
            refuseBeside(message, current);
            throw noCertificates();
        }
        List<X509Certificate> next = CertificatesOnly.decodeBundle(content).certificates();
        if (next.isEmpty()) {
            throw noCertificates();
        }
        return new NextCa(current.successor(next, signer, rules), signer);
    }

    private static ProtocolException noCertificates() {
        return new ProtocolException(ErrorCode.NOT_IN_REPLY, "the next CA answer has no certificates");
    }

    /** jscep's servlet sends them there: what is beside the signature can be exchanged by anybody. */
    private static void refuseBeside(SignedMessage message, CaCertificates current)
            throws ProtocolException, TrustException {
        for (X509Certificate certificate : message.certificates()) {
            if (!current.certificates().contains(certificate)) {
                throw new TrustException(
                        ErrorCode.UNTRUSTED,
                        "the next CA certificate " + certificate.getSubjectX500Principal()
                                + " is outside what the current CA signed;"
                                + " get it from the CA in another way and compare its fingerprint");
            }
        }
    }

    /** A CertRep of the CA, which anybody can ask for and keep, has SCEP's attributes; this message has none. */
    private static void requireNoPkiMessage(SignedMessage message) throws ProtocolException {
        for (ScepAttribute attribute : ScepAttribute.values()) {
            if (message.attribute(attribute.rfcName(), attribute.oid()).isPresent()) {
                throw ProtocolException.malformed(
                        "next CA answer", "it is a pkiMessage, signed for another purpose (RFC 8894 §4.7.1)");
            }
        }
    }

    /** Signs the next CA certificates with the current CA's key. */
    public static Bytes encode(List<X509Certificate> next, SignedMessageWriter writer)
            throws ProtocolException, CryptoException {
        return writer.write(List.of(), CertificatesOnly.ofCertificates(next).encode());
    }
}
