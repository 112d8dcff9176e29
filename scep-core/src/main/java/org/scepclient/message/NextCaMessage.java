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
 * The response to GetNextCACert (RFC 8894 §4.7.1): the next CA certificates, authenticated by the current CA's
 * signature.
 *
 * @param ca the next CA with its registration authorities
 * @param signer the certificate of the current CA whose key signed the message
 */
public record NextCaMessage(CaCertificates ca, X509Certificate signer) {

    /** Verifies the current CA's signature before it reads any part of the message. */
    public static NextCaMessage decode(Bytes body, CaCertificates current, AlgorithmPolicy policy, Instant now)
            throws ProtocolException, TrustException, CryptoException {
        PathRules rules = PathRules.of(policy, now);
        SignedMessage message = SignedMessage.decode(body, policy);
        X509Certificate signer = current.requireSignedByCa(message, rules);
        requireNoPkiMessage(message);
        Bytes content = message.content();
        if (content.isEmpty()) {
            refuseUnsigned(message, current);
            throw noCertificates();
        }
        List<X509Certificate> next = CertificatesOnly.decodeBundle(content).certificates().stream()
                .distinct()
                .toList();
        if (next.isEmpty()) {
            throw noCertificates();
        }
        return new NextCaMessage(current.successor(next, signer, rules), signer);
    }

    private static ProtocolException noCertificates() {
        return new ProtocolException(ErrorCode.NOT_IN_REPLY, "the next CA response has no certificates");
    }

    /** Refuses certificates outside the signed content, where jscep's servlet sends them: anyone can replace them. */
    private static void refuseUnsigned(SignedMessage message, CaCertificates current)
            throws ProtocolException, TrustException {
        for (X509Certificate certificate : message.certificates()) {
            if (!current.certificates().contains(certificate)) {
                throw new TrustException(
                        ErrorCode.UNTRUSTED,
                        "the next CA certificate " + certificate.getSubjectX500Principal()
                                + " is outside the content that the current CA signed;"
                                + " obtain it from the CA in another way and compare its fingerprint");
            }
        }
    }

    /** Refuses SCEP attributes, so that a CertRep of the CA cannot be presented as this message, which has none. */
    private static void requireNoPkiMessage(SignedMessage message) throws ProtocolException {
        for (ScepAttribute attribute : ScepAttribute.values()) {
            if (message.attribute(attribute.rfcName(), attribute.oid()).isPresent()) {
                throw ProtocolException.malformed(
                        "next CA response", "it is a pkiMessage, signed for another purpose (RFC 8894 §4.7.1)");
            }
        }
    }

    /** Signs the next CA certificates with the current CA's key. */
    public static Bytes encode(List<X509Certificate> next, SignedMessageWriter writer)
            throws ProtocolException, CryptoException {
        return writer.write(List.of(), CertificatesOnly.ofCertificates(next).encode());
    }
}
