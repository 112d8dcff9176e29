package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.SignedMessage;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;

/**
 * The certificates of one CA and its registration authorities, with the part that each plays. Parts are read off
 * the certificates, never off their order, because servers send them in any.
 *
 * @param certificates all of them, in the order in which they came
 * @param anchors those that are trusted for themselves; the others only where they lead to one of these
 */
public record CaCertificates(List<X509Certificate> certificates, Set<X509Certificate> anchors) {

    public CaCertificates {
        if (certificates.isEmpty() || anchors.isEmpty()) {
            throw new IllegalArgumentException("a CA has at least one certificate and one of them is trusted");
        }
        certificates = List.copyOf(certificates);
        anchors = Set.copyOf(anchors);
    }

    /**
     * Certificates that the user configured: the self-signed ones, and those that none of the others issued, are the
     * anchors.
     */
    public static CaCertificates trusted(List<X509Certificate> certificates) throws TrustException {
        if (certificates.isEmpty()) {
            throw new TrustException(ErrorCode.UNTRUSTED, "there is no CA certificate");
        }
        Set<X509Certificate> anchors = new LinkedHashSet<>(certificates);
        // Two roots of one CA, the old and its renewal with the same key, verify each other: both stay.
        anchors.removeIf(one -> !CertificateChain.issued(one, one)
                && certificates.stream().anyMatch(other -> CertificateChain.issued(other, one)));
        return new CaCertificates(certificates, anchors.isEmpty() ? Set.copyOf(certificates) : anchors);
    }

    /**
     * Fetched certificates of which one must be the expected one (RFC 8894 §2.2); each of the others must lead to
     * it, or it to them.
     */
    public static CaCertificates pinned(List<X509Certificate> fetched, Fingerprint expected, Instant now)
            throws TrustException {
        X509Certificate anchor = fetched.stream()
                .filter(expected::matches)
                .findFirst()
                .orElseThrow(() -> fingerprintMismatch(fetched, expected));
        CaCertificates ca = new CaCertificates(fetched, Set.of(anchor));
        for (X509Certificate certificate : fetched) {
            boolean ancestor = new CertificateChain(Set.of(certificate), fetched).trusts(anchor, now);
            if (!ancestor && !ca.chain(List.of()).trusts(certificate, now)) {
                throw new TrustException(
                        ErrorCode.UNTRUSTED,
                        "certificate " + CertificateUse.name(certificate)
                                + " of the server does not lead to the CA certificate with the fingerprint "
                                + expected);
            }
        }
        return ca;
    }

    private static TrustException fingerprintMismatch(List<X509Certificate> fetched, Fingerprint expected) {
        StringBuilder seen = new StringBuilder();
        for (X509Certificate certificate : fetched) {
            seen.append(seen.isEmpty() ? "" : ", ")
                    .append(Fingerprint.of(certificate, expected.digest()))
                    .append(" (")
                    .append(CertificateUse.name(certificate))
                    .append(')');
        }
        return new TrustException(
                ErrorCode.FINGERPRINT,
                "no CA certificate of the server has the expected "
                        + expected.digest().jcaName() + " fingerprint " + expected + "; the server sent "
                        + (seen.isEmpty() ? "none" : seen));
    }

    /** The certificates that may issue: CAs, the lowest first. */
    public List<X509Certificate> issuers() {
        List<X509Certificate> issuers = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            if (CertificateUse.isCa(certificate)) {
                issuers.add(isAboveAnother(certificate) ? issuers.size() : lowest(issuers), certificate);
            }
        }
        return issuers;
    }

    private int lowest(List<X509Certificate> issuers) {
        int index = 0;
        while (index < issuers.size() && !isAboveAnother(issuers.get(index))) {
            index++;
        }
        return index;
    }

    private boolean isAboveAnother(X509Certificate ca) {
        return certificates.stream()
                .anyMatch(
                        other -> !other.equals(ca) && CertificateUse.isCa(other) && CertificateChain.issued(ca, other));
    }

    /**
     * The issuing CA's name, which CertPoll and GetCert ask with. Where the server sends only a registration
     * authority and a root, the issuer of the former is the best there is.
     */
    public X500Principal issuerName() {
        List<X509Certificate> issuers = issuers();
        return issuers.isEmpty()
                ? certificates.getFirst().getIssuerX500Principal()
                : issuers.getFirst().getSubjectX500Principal();
    }

    /**
     * Whom requests are encrypted for: an RSA registration authority with keyEncipherment, else one without a
     * keyUsage, else the lowest RSA CA. Only where no certificate has an RSA key is it an EC one; such a key does not
     * encrypt, and {@link org.scepclient.cms.EnvelopeRecipient#of} then needs the challengePassword.
     */
    public X509Certificate encryptionRecipient(Instant now) throws TrustException {
        CertificateChain chain = chain(List.of());
        List<X509Certificate> trusted =
                certificates.stream().filter(c -> chain.trusts(c, now)).toList();
        List<List<X509Certificate>> byPreference = List.of(
                authorities(trusted, CertificateUse::saysKeyEncipherment),
                authorities(trusted, c -> !CertificateUse.hasKeyUsage(c)),
                issuers().stream().filter(trusted::contains).toList());
        for (List<X509Certificate> group : byPreference) {
            List<X509Certificate> rsa =
                    group.stream().filter(CertificateUse::isRsa).toList();
            if (!rsa.isEmpty()) {
                return current(rsa, now);
            }
        }
        List<X509Certificate> other =
                byPreference.stream().flatMap(List::stream).toList();
        if (other.isEmpty()) {
            throw new TrustException(
                    ErrorCode.UNTRUSTED,
                    "none of the CA certificates can be encrypted to: give the CA's, or an RA's with keyEncipherment");
        }
        return current(other, now);
    }

    private static List<X509Certificate> authorities(List<X509Certificate> all, Predicate<X509Certificate> use) {
        return all.stream()
                .filter(c -> !CertificateUse.isCa(c))
                .filter(use)
                .sorted(NewestFirst.ORDER)
                .toList();
    }

    /** The first, or where it is out of its validity another generation of it, with the same name, that is in its. */
    private static X509Certificate current(List<X509Certificate> group, Instant now) throws TrustException {
        X509Certificate first = group.getFirst();
        for (X509Certificate certificate : group) {
            if (CertificateUse.isValidAt(certificate, now)
                    && certificate.getSubjectX500Principal().equals(first.getSubjectX500Principal())) {
                return certificate;
            }
        }
        CertificateUse.requireValidAt(first, now);
        return first;
    }

    /** Whose signature on a reply counts: a CA's, or a registration authority's whose keyUsage allows it. */
    public List<X509Certificate> replyVerifiers(Instant now) {
        return certificates.stream()
                .filter(c -> CertificateUse.isCa(c)
                        || !CertificateUse.hasKeyUsage(c)
                        || CertificateUse.saysDigitalSignature(c))
                .filter(c -> CertificateUse.isValidAt(c, now))
                .filter(c -> chain(List.of()).trusts(c, now))
                .toList();
    }

    /**
     * RFC 8894 §3.2: the message must be signed by one of these certificates, valid now and leading to an anchor;
     * a certificate that travels inside the message is no reason to trust it.
     *
     * @return the one that signed
     */
    public X509Certificate requireSignedBy(SignedMessage message, Instant now) throws TrustException {
        List<X509Certificate> verifiers = replyVerifiers(now);
        for (X509Certificate verifier : verifiers) {
            if (message.isSignedBy(verifier.getPublicKey())) {
                return verifier;
            }
        }
        throw signatureRefused(message, verifiers, now);
    }

    private TrustException signatureRefused(SignedMessage message, List<X509Certificate> verifiers, Instant now)
            throws TrustException {
        for (X509Certificate certificate : certificates) {
            if (message.namesSigner(certificate)) {
                CertificateUse.requireValidAt(certificate, now);
            }
        }
        StringBuilder configured = new StringBuilder();
        for (X509Certificate verifier : verifiers) {
            configured
                    .append(configured.isEmpty() ? "" : ", ")
                    .append(Fingerprint.of(verifier, DigestAlgorithm.SHA256));
        }
        return new TrustException(
                ErrorCode.SIGNATURE,
                "the reply is not signed by a trusted CA or RA certificate (SHA-256 fingerprints of those: "
                        + (configured.isEmpty() ? "none is valid for it" : configured) + ")");
    }

    /**
     * True when {@code certificate} is a CA's and one of these certificates issued it and leads to an anchor. A
     * device's certificate does not count, whoever issued it: its holder must not become a CA.
     */
    public boolean vouchesForCa(X509Certificate certificate, Instant now) {
        return CertificateUse.issues(certificate)
                && chain(List.of()).trustedIssuer(certificate, now).isPresent();
    }

    /**
     * True when one of these certificates issued {@code certificate} and leads to an anchor.
     *
     * @param between certificates that may stand between
     */
    public boolean vouchesFor(X509Certificate certificate, List<X509Certificate> between, Instant now) {
        return chain(between).trustedIssuer(certificate, now).isPresent();
    }

    /** The chain rules, with more certificates that may stand between, for example those of a reply. */
    CertificateChain chain(List<X509Certificate> more) {
        Set<X509Certificate> pool = new LinkedHashSet<>(certificates);
        pool.addAll(more);
        return new CertificateChain(anchors, pool);
    }

    /**
     * The chain rules for the certificates of a reply whose signature was verified. Where only registration
     * authorities are trusted, the CA certificate of the reply that issued one of them is trusted as well: the
     * signed reply vouches for it, and the authority's own certificate names it.
     */
    CertificateChain chainOfReply(List<X509Certificate> reply) {
        CertificateChain rules = chain(reply);
        if (anchors.stream().anyMatch(CertificateUse::isCa)) {
            return rules;
        }
        Set<X509Certificate> trusted = new LinkedHashSet<>(anchors);
        for (X509Certificate candidate : reply) {
            if (anchors.stream().anyMatch(authority -> CertificateChain.issued(candidate, authority))) {
                trusted.add(candidate);
            }
        }
        return new CertificateChain(trusted, rules.pool());
    }
}
