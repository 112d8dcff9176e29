package org.scepclient.trust;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
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
                .filter(c -> Arrays.equals(c.getPublicKey().getEncoded(), requested.getEncoded()))
                .toList();
        if (ours.isEmpty()) {
            throw new TrustException(
                    ErrorCode.CERTIFICATE_REFUSED,
                    "none of the " + reply.certificates().size()
                            + " certificates in the reply is for the requested key; the first is "
                            + CertificateUse.name(reply.certificates().getFirst()));
        }
        return verify(newest(ours), reply.certificates(), ca, now);
    }

    /** A server may send an older certificate for the same key along. */
    private static X509Certificate newest(List<X509Certificate> candidates) {
        X509Certificate newest = candidates.getFirst();
        for (X509Certificate candidate : candidates) {
            if (candidate.getNotAfter().toInstant().isAfter(newest.getNotAfter().toInstant())) {
                newest = candidate;
            }
        }
        return newest;
    }

    private static IssuedCertificate verify(
            X509Certificate certificate, List<X509Certificate> reply, CaCertificates ca, Instant now)
            throws TrustException {
        String name = CertificateUse.name(certificate);
        if (CertificateUse.isCa(certificate)) {
            throw new TrustException(
                    ErrorCode.CERTIFICATE_REFUSED, "the issued certificate " + name + " is a CA certificate");
        }
        boolean tooEarly =
                now.plus(CLOCK_SKEW).isBefore(certificate.getNotBefore().toInstant());
        if (tooEarly || now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new TrustException(
                    ErrorCode.CERTIFICATE_REFUSED,
                    "the issued certificate " + name + " is valid from "
                            + certificate.getNotBefore().toInstant() + " to "
                            + certificate.getNotAfter().toInstant() + ", and now is " + now
                            + "; check this device's clock and the server's");
        }
        List<X509Certificate> chain = chain(certificate, ca.chain(reply), now);
        if (chain.isEmpty()) {
            throw new TrustException(
                    ErrorCode.CERTIFICATE_REFUSED,
                    "the issued certificate " + name + " was not issued by the configured CA but by '"
                            + certificate.getIssuerX500Principal().getName()
                            + "'; if that is right, add that CA's certificate to the configured ones");
        }
        return new IssuedCertificate(certificate, chain);
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
