package org.scepclient.trust;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.scepclient.cms.CertificateDecoder;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.TrustException;

/**
 * The certificate that a SUCCESS grants, with all checks passed (RFC 8894 §3.3.2.1).
 *
 * @param certificate the issued certificate
 * @param chain its issuers, nearest first, the trust anchor last
 */
public record IssuedCertificate(X509Certificate certificate, List<X509Certificate> chain) {
    /** Orders certificates by notBefore, latest first, and those of the same time by notAfter, latest first. */
    public static final Comparator<X509Certificate> NEWEST_FIRST = NewestFirst.ORDER;

    /** The time by which notBefore may be in the future, because the server's clock is ahead. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    public IssuedCertificate {
        chain = List.copyOf(chain);
    }

    /**
     * Finds the issued certificate by its public key, because replies contain extra certificates in any order and servers
     * rewrite the subject. Checks that the CA issued it, that it is valid now, and that it is not a CA certificate.
     */
    public static IssuedCertificate select(
            CertificatesOnly reply, PublicKey requested, CaCertificates ca, PathRules rules)
            throws ProtocolException, TrustException {
        if (reply.certificates().isEmpty()) {
            throw new ProtocolException(
                    ErrorCode.NOT_IN_REPLY, "the server granted the request but sent no certificate");
        }
        List<X509Certificate> ours = reply.certificates().stream()
                .distinct()
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
        // A server may also send older certificates for the same key, or the self-signed one of the request.
        CertificationPaths paths = ca.pathsOfReply(reply.certificates());
        for (X509Certificate certificate : ours) {
            if (!CertificateUse.isCa(certificate) && isValid(certificate, rules.now())) {
                Optional<CertificationPath> path = paths.find(certificate, within(certificate, rules));
                if (path.isPresent()) {
                    return new IssuedCertificate(certificate, chain(path.get(), ca));
                }
            }
        }
        throw refusal(ours.getFirst(), ca, paths, rules);
    }

    /** The certificate and the certificates above it, in the order in which a TLS server sends them. */
    public List<X509Certificate> path() {
        List<X509Certificate> all = new ArrayList<>(List.of(certificate));
        all.addAll(chain);
        return all;
    }

    /** The defects of the certificate that are tolerated, because the device cannot change its CA. */
    public List<String> warnings() {
        return CertificateDecoder.isLenient(certificate)
                ? List.of(
                        "the certificate has an empty subject and a subjectAltName that is not critical, which violates"
                                + " RFC 5280 §4.1.2.6; other programs may refuse it")
                : List.of();
    }

    /** If several CAs of a hierarchy are anchors, the path ends at the first and the chain at the last. */
    private static List<X509Certificate> chain(CertificationPath path, CaCertificates ca) {
        List<X509Certificate> chain = new ArrayList<>(path.issuers());
        Optional<X509Certificate> above = Optional.of(path.anchor());
        while (above.isPresent()) {
            X509Certificate top = above.get();
            above = ca.anchors().stream()
                    .filter(anchor -> !chain.contains(anchor) && CertificateUse.issued(anchor, top))
                    .findFirst();
            above.ifPresent(chain::add);
        }
        return chain;
    }

    /** Rules for the time at which the certificate becomes valid, because the server's clock may be ahead. */
    private static PathRules within(X509Certificate certificate, PathRules rules) {
        Instant start = certificate.getNotBefore().toInstant();
        return start.isAfter(rules.now()) ? rules.at(start) : rules;
    }

    /** Compares RSA keys by their numbers, because encodings can differ in the algorithm parameters. */
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

    private static TrustException refusal(
            X509Certificate certificate, CaCertificates ca, CertificationPaths paths, PathRules rules) {
        String name = CertificateUse.name(certificate);
        if (CertificateUse.isCa(certificate)) {
            return refused("the issued certificate " + name + " is a CA certificate");
        }
        if (!isValid(certificate, rules.now())) {
            return refused("the issued certificate " + name + " is valid from "
                    + CertificateUse.validity(certificate) + ", and now is "
                    + rules.now().truncatedTo(SECONDS)
                    + "; check this device's clock and the server's");
        }
        try {
            paths.require(certificate, within(certificate, rules));
        } catch (TrustException e) {
            if (paths.hasIssuerOf(certificate)) {
                return refused("the issued certificate " + name + " is refused: " + e.getMessage());
            }
        }
        return refused("the issued certificate " + name + " was not issued by the configured CA but by '"
                + certificate.getIssuerX500Principal().getName() + "'" + remedy(certificate, ca));
    }

    /** The remedy, and the reason if the configured CA has the issuer's name. */
    private static String remedy(X509Certificate certificate, CaCertificates ca) {
        for (X509Certificate candidate : ca.certificates()) {
            if (candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
                if (!CertificateUse.isSignedBy(certificate, candidate)) {
                    return ", which has the name of the configured CA and another key; if the CA has a new key, fetch"
                            + " its certificate again and compare the fingerprint";
                }
                if (!CertificateUse.isCa(candidate)) {
                    return "; the certificate " + CertificateUse.described(candidate)
                            + " cannot issue: it has no basicConstraints with CA:TRUE";
                }
                if (!CertificateUse.issues(candidate)) {
                    return "; the certificate " + CertificateUse.described(candidate)
                            + " cannot issue: its keyUsage lacks keyCertSign";
                }
            }
        }
        return "; to trust that CA, add its certificate to the configured ones";
    }

    private static TrustException refused(String message) {
        return new TrustException(ErrorCode.CERTIFICATE_REFUSED, message);
    }
}
