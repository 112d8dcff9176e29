package org.scepclient.trust;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.TrustException;

/**
 * The certificate that a SUCCESS grants, after every check (RFC 8894 §3.3.2.1).
 *
 * @param certificate the issued certificate
 * @param chain its issuers, nearest first, as far as they are known
 */
public record IssuedCertificate(X509Certificate certificate, List<X509Certificate> chain) {
    /** How far the server's clock may be ahead of ours when it writes notBefore. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private static final int MAX_CHAIN = 10;

    public IssuedCertificate {
        chain = List.copyOf(chain);
    }

    /**
     * Finds the issued certificate by its public key, because extra certificates may be there in any order and
     * servers rewrite the subject, and checks that the CA issued it, that it is valid now, and that it is no CA.
     */
    public static IssuedCertificate select(CertificatesOnly reply, PublicKey requested, CaCertificates ca, Instant now)
            throws ProtocolException, TrustException {
        if (reply.certificates().isEmpty()) {
            throw new ProtocolException(
                    ErrorCode.NOT_IN_REPLY, "the server granted the request but sent no certificate");
        }
        List<X509Certificate> ours = reply.certificates().stream()
                .filter(c -> sameKey(c.getPublicKey(), requested))
                .sorted(NewestFirst.ORDER)
                .toList();
        if (ours.isEmpty()) {
            throw new TrustException(
                    ErrorCode.CERTIFICATE_REFUSED,
                    "none of the " + reply.certificates().size()
                            + " certificates in the reply is for the requested key; the first is "
                            + CertificateUse.name(reply.certificates().getFirst()));
        }
        // A server may send older certificates for the same key along, or the self-signed one of the request.
        for (X509Certificate certificate : ours) {
            List<X509Certificate> chain = chain(certificate, ca.chainOfReply(reply.certificates()), now);
            if (!CertificateUse.isCa(certificate) && isValid(certificate, now) && !chain.isEmpty()) {
                return new IssuedCertificate(certificate, chain);
            }
        }
        throw refusal(ours.getFirst(), now);
    }

    /** RSA keys by their numbers: encodings of one key can differ in the algorithm's parameters. */
    private static boolean sameKey(PublicKey one, PublicKey other) {
        if (one instanceof RSAPublicKey ours && other instanceof RSAPublicKey theirs) {
            return ours.getModulus().equals(theirs.getModulus())
                    && ours.getPublicExponent().equals(theirs.getPublicExponent());
        }
        return Arrays.equals(one.getEncoded(), other.getEncoded());
    }

    private static boolean isValid(X509Certificate certificate, Instant now) {
        return !now.plus(CLOCK_SKEW).isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private static TrustException refusal(X509Certificate certificate, Instant now) {
        String name = CertificateUse.name(certificate);
        if (CertificateUse.isCa(certificate)) {
            return new TrustException(
                    ErrorCode.CERTIFICATE_REFUSED, "the issued certificate " + name + " is a CA certificate");
        }
        if (!isValid(certificate, now)) {
            return new TrustException(
                    ErrorCode.CERTIFICATE_REFUSED,
                    "the issued certificate " + name + " is valid from "
                            + certificate.getNotBefore().toInstant() + " to "
                            + certificate.getNotAfter().toInstant() + ", and now is " + now
                            + "; check this device's clock and the server's");
        }
        return new TrustException(
                ErrorCode.CERTIFICATE_REFUSED,
                "the issued certificate " + name + " was not issued by the configured CA but by '"
                        + certificate.getIssuerX500Principal().getName()
                        + "'; if that is right, add that CA's certificate to the configured ones");
    }

    private static List<X509Certificate> chain(X509Certificate leaf, CertificateChain rules, Instant now) {
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> issuer = rules.trustedIssuer(leaf, now);
        while (issuer.isPresent() && !chain.contains(issuer.get()) && chain.size() < MAX_CHAIN) {
            chain.add(issuer.get());
            issuer = rules.trustedIssuer(issuer.get(), now);
        }
        return chain;
    }
}
