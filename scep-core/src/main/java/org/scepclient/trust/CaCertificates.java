package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.SignedMessage;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;

/**
 * The certificates of one CA and its registration authorities, with the role of each. A role follows from
 * the certificate itself, never from its position, because servers send them in any order.
 *
 * @param certificates all of them, in the order in which they came
 * @param anchors those that are trusted for themselves; the others only if they chain to one of these. Certificates
 *     above an anchor do not count
 * @param authorities the only registration authorities that count; empty: each that may be one by its extensions
 */
public record CaCertificates(
        List<X509Certificate> certificates, Set<X509Certificate> anchors, Set<X509Certificate> authorities) {

    public CaCertificates {
        if (certificates.isEmpty() || anchors.isEmpty() || !certificates.containsAll(anchors)) {
            throw new IllegalArgumentException("a CA has at least one certificate, and one of them is trusted");
        }
        certificates = certificates.stream().distinct().toList();
        anchors = Set.copyOf(anchors);
        authorities = Set.copyOf(authorities);
    }

    public CaCertificates(List<X509Certificate> certificates, Set<X509Certificate> anchors) {
        this(certificates, anchors, Set.of());
    }

    /**
     * Certificates that a person named, in a file that does not mark the anchors: each CA certificate is one.
     * Others, those of registration authorities, count if they chain to one; without any CA certificate they are
     * the anchors themselves.
     */
    public static CaCertificates trusted(List<X509Certificate> certificates) throws TrustException {
        if (certificates.isEmpty()) {
            throw new TrustException(ErrorCode.UNTRUSTED, "there is no CA certificate");
        }
        Set<X509Certificate> anchors = new LinkedHashSet<>(certificates);
        anchors.removeIf(one -> !CertificateUse.issues(one));
        return new CaCertificates(certificates, anchors.isEmpty() ? Set.copyOf(certificates) : anchors);
    }

    /** Fetched certificates of which one must be the expected one (RFC 8894 §2.2), which becomes the anchor. */
    public static CaSelection pinned(List<X509Certificate> fetched, Fingerprint expected, PathRules rules)
            throws TrustException {
        X509Certificate anchor = fetched.stream()
                .filter(expected::matches)
                .findFirst()
                .orElseThrow(() -> FingerprintMismatch.of(fetched, expected, "CA"));
        if (!CertificateUse.isCa(anchor) && fetched.stream().anyMatch(CertificateUse::isCa)) {
            throw FingerprintMismatch.ofAuthority(fetched, anchor);
        }
        return CaSelection.of(fetched, Set.of(anchor), rules);
    }

    /** Fetched certificates of a CA that nothing is known about: exactly one becomes the anchor. */
    public static CaSelection firstContact(List<X509Certificate> fetched, PathRules rules) throws TrustException {
        if (fetched.isEmpty()) {
            throw new TrustException(ErrorCode.UNTRUSTED, "there is no CA certificate");
        }
        return FirstContact.select(fetched, rules);
    }

    /**
     * The same CA met again: what chains down from the anchors of before, and an anchor's own certificate renewed with
     * the same name and key.
     *
     * @return empty if no certificate of the answer belongs to this CA
     */
    public Optional<CaSelection> recognized(List<X509Certificate> fetched, PathRules rules) throws TrustException {
        return new Recognition(this, rules).select(fetched);
    }

    /**
     * The error if no certificate of an answer belongs to this CA.
     *
     * @param remedy what to do if the CA was really replaced
     */
    public TrustException changed(List<X509Certificate> fetched, String remedy) {
        return FingerprintMismatch.changed(fetched, anchors, remedy);
    }

    /** These and the certificates of another CA, each with its own anchors. */
    public CaCertificates and(CaCertificates other) {
        return new CaCertificates(
                List.copyOf(Union.of(certificates, other.certificates)),
                Union.of(anchors, other.anchors),
                Union.of(authorities, other.authorities));
    }

    /** The trust anchor by which the CA is recognized: the first in the order of the certificates. */
    public X509Certificate anchor() {
        return certificates.stream().filter(anchors::contains).findFirst().orElseThrow();
    }

    /** The certificates that may issue: CAs, the lowest first. */
    public List<X509Certificate> issuers() {
        List<X509Certificate> lowest = new ArrayList<>();
        List<X509Certificate> above = new ArrayList<>();
        certificates.stream()
                .filter(CertificateUse::isCa)
                .forEach(certificate -> (isAboveAnother(certificate) ? above : lowest).add(certificate));
        lowest.addAll(above);
        return lowest;
    }

    private boolean isAboveAnother(X509Certificate ca) {
        return certificates.stream()
                .anyMatch(other -> CertificateUse.isCa(other)
                        && !CertificateUse.isSelfIssued(other)
                        && other.getIssuerX500Principal().equals(ca.getSubjectX500Principal()));
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

    /** Whether no certificate may issue, sign replies or be encrypted to, as those of devices, servers and persons. */
    public boolean isOfEndEntities() {
        return certificates.stream()
                .noneMatch(one -> CertificateUse.isCa(one)
                        || (CertificateUse.mayBeAuthority(one)
                                && (!CertificateUse.hasKeyUsage(one)
                                        || CertificateUse.hasDigitalSignature(one)
                                        || CertificateUse.hasKeyEncipherment(one))));
    }

    /** The registration authorities: certificates other than a CA's that may act for one (RFC 8894 §2.1.2). */
    public List<X509Certificate> registrationAuthorities() {
        return certificates.stream().filter(this::isAuthority).toList();
    }

    private boolean isAuthority(X509Certificate certificate) {
        return !CertificateUse.isCa(certificate)
                && (authorities.isEmpty()
                        ? anchors.contains(certificate) || CertificateUse.mayBeAuthority(certificate)
                        : authorities.contains(certificate));
    }

    /**
     * Recipient of requests, in order of preference: an RSA registration authority with keyEncipherment, one without
     * a keyUsage, the lowest RSA CA. Among several generations the pinned one wins over the newest. An EC certificate
     * is chosen only if no certificate has an RSA key; such a key does not encrypt, and
     * {@link org.scepclient.cms.EnvelopeRecipient#of} then needs the challengePassword.
     */
    public X509Certificate encryptionRecipient(PathRules rules) throws TrustException {
        CertificationPaths paths = paths(List.of());
        List<X509Certificate> trusted =
                certificates.stream().filter(c -> paths.hasPathTo(c, rules)).toList();
        List<List<X509Certificate>> byPreference = List.of(
                authorities(trusted, CertificateUse::hasKeyEncipherment),
                authorities(trusted, c -> !CertificateUse.hasKeyUsage(c)),
                issuers().stream().filter(trusted::contains).toList());
        for (List<X509Certificate> group : byPreference) {
            List<X509Certificate> rsa =
                    group.stream().filter(CertificateUse::isRsa).toList();
            if (!rsa.isEmpty()) {
                return generation(rsa, rules);
            }
        }
        List<X509Certificate> other =
                byPreference.stream().flatMap(List::stream).toList();
        if (other.isEmpty()) {
            throw noRecipient(rules);
        }
        return generation(other, rules);
    }

    private TrustException noRecipient(PathRules rules) throws TrustException {
        for (X509Certificate authority : registrationAuthorities()) {
            CertificateUse.requireValidAt(authority, rules.now());
        }
        return new TrustException(
                ErrorCode.UNTRUSTED,
                "none of the CA certificates can be encrypted to: give the CA's, or an RA's with keyEncipherment");
    }

    private List<X509Certificate> authorities(List<X509Certificate> all, Predicate<X509Certificate> use) {
        return all.stream()
                .filter(this::isAuthority)
                .filter(use)
                .sorted(NewestFirst.ORDER)
                .toList();
    }

    /** Among the certificates with the name of the first, the anchor or, without one, the newest that is valid. */
    private X509Certificate generation(List<X509Certificate> group, PathRules rules) throws TrustException {
        X500Principal name = group.getFirst().getSubjectX500Principal();
        List<X509Certificate> generations = group.stream()
                .filter(certificate -> certificate.getSubjectX500Principal().equals(name))
                .sorted((one, other) -> anchors.contains(one) == anchors.contains(other)
                        ? NewestFirst.ORDER.compare(one, other)
                        : anchors.contains(one) ? -1 : 1)
                .toList();
        for (X509Certificate certificate : generations) {
            if (CertificateUse.isValidAt(certificate, rules.now())) {
                return certificate;
            }
        }
        CertificateUse.requireValidAt(generations.getFirst(), rules.now());
        return generations.getFirst();
    }

    /** Certificates that may sign replies: a CA's, or a registration authority's whose keyUsage allows it. */
    public List<X509Certificate> replyVerifiers(PathRules rules) {
        CertificationPaths paths = paths(List.of());
        return certificates.stream()
                .filter(this::maySignReplies)
                .filter(c -> CertificateUse.isValidAt(c, rules.now()))
                .filter(c -> paths.trusts(c, rules))
                .toList();
    }

    private boolean maySignReplies(X509Certificate certificate) {
        return CertificateUse.isCa(certificate)
                || (isAuthority(certificate)
                        && (!CertificateUse.hasKeyUsage(certificate)
                                || CertificateUse.hasDigitalSignature(certificate)));
    }

    /**
     * Certificates that may sign a CRL of {@code issuer}: those with that name, trusted and valid now. RFC 5280
     * §4.2.1.3: a keyUsage without cRLSign forbids it; a certificate other than a CA's needs one with it.
     */
    public List<X509Certificate> crlSigners(X500Principal issuer, PathRules rules) {
        CertificationPaths paths = paths(List.of());
        return certificates.stream()
                .filter(one -> one.getSubjectX500Principal().equals(issuer))
                .filter(one ->
                        CertificateUse.hasKeyUsage(one) ? CertificateUse.hasCrlSign(one) : CertificateUse.isCa(one))
                .filter(one -> CertificateUse.isValidAt(one, rules.now()) && paths.trusts(one, rules))
                .toList();
    }

    /**
     * RFC 8894 §3.2: the message must be signed by one of these certificates, valid now and below an anchor; a
     * certificate inside the message is not trusted for being there.
     *
     * @return the one that signed
     */
    public X509Certificate requireSignedBy(SignedMessage message, PathRules rules) throws TrustException {
        return requireSignedBy(message, rules, this::maySignReplies, "the reply is not signed by a trusted CA or RA");
    }

    /** RFC 8894 §4.7: signed with a CA's own key; a registration authority does not speak for the CA's future. */
    public X509Certificate requireSignedByCa(SignedMessage message, PathRules rules) throws TrustException {
        return requireSignedBy(
                message, rules, CertificateUse::issues, "the message is not signed with the key of the current CA");
    }

    private X509Certificate requireSignedBy(
            SignedMessage message, PathRules rules, Predicate<X509Certificate> role, String refusal)
            throws TrustException {
        CertificationPaths paths = paths(List.of());
        for (X509Certificate certificate : certificates) {
            if (role.test(certificate)
                    && CertificateUse.isValidAt(certificate, rules.now())
                    && message.isSignedBy(certificate.getPublicKey())) {
                requirePath(certificate, paths, rules);
                return certificate;
            }
        }
        throw signatureRefused(message, rules, refusal);
    }

    private void requirePath(X509Certificate signer, CertificationPaths paths, PathRules rules) throws TrustException {
        if (anchors.contains(signer)) {
            return;
        }
        try {
            paths.require(signer, rules);
        } catch (TrustException e) {
            throw new TrustException(
                    ErrorCode.SIGNATURE, "the reply is signed by a certificate that is not trusted: " + e.getMessage());
        }
    }

    private TrustException signatureRefused(SignedMessage message, PathRules rules, String refusal)
            throws TrustException {
        for (X509Certificate certificate : certificates) {
            if (message.namesSigner(certificate)) {
                CertificateUse.requireValidAt(certificate, rules.now());
            }
        }
        StringBuilder configured = new StringBuilder();
        for (X509Certificate verifier : replyVerifiers(rules)) {
            configured
                    .append(configured.isEmpty() ? "" : ", ")
                    .append(Fingerprint.of(verifier, DigestAlgorithm.SHA256));
        }
        return new TrustException(
                ErrorCode.SIGNATURE,
                refusal + " certificate (SHA-256 fingerprints of those: "
                        + (configured.isEmpty() ? "none is valid for it" : configured) + ")");
    }

    /**
     * The CA that follows this one (RFC 8894 §4.7), from the verified content of a GetNextCACert message. Only a trust
     * anchor appoints another one; a CA below it announces what chains down from the same anchor.
     *
     * @param signer the certificate among these whose key signed the message
     */
    public CaCertificates successor(List<X509Certificate> next, X509Certificate signer, PathRules rules)
            throws TrustException {
        return anchors.contains(signer)
                ? new Successor(List.of(signer), rules).of(next)
                : Successor.below(this, next, rules);
    }

    /**
     * True if {@code certificate} chains to an anchor.
     *
     * @param between intermediate certificates
     */
    public boolean vouchesFor(X509Certificate certificate, List<X509Certificate> between, PathRules rules) {
        return paths(between).find(certificate, rules).isPresent();
    }

    /** Refuses a certificate that this CA did not issue; it may have expired, or begin to be valid later. */
    public void requireIssued(X509Certificate certificate, PathRules rules) throws TrustException {
        CertificationPaths paths = paths(List.of());
        Optional<String> obstacle = paths.pathProblem(certificate, rules);
        if (obstacle.isPresent()) {
            throw new TrustException(
                    ErrorCode.CERTIFICATE_REFUSED,
                    paths.hasIssuerOf(certificate)
                            ? obstacle.get()
                            : "the certificate " + CertificateUse.described(certificate)
                                    + " is not signed by a configured CA but by '"
                                    + certificate.getIssuerX500Principal().getName()
                                    + "'; to trust that CA, add its certificate to the configured ones");
        }
    }

    /** As {@link #vouchesFor}, and the certificate is that of a CA that may issue. */
    public boolean vouchesForCa(X509Certificate certificate, PathRules rules) {
        return CertificateUse.issues(certificate) && paths(List.of()).trusts(certificate, rules);
    }

    /** Paths over these certificates and more, for example those of a reply. */
    CertificationPaths paths(List<X509Certificate> more) {
        return new CertificationPaths(anchors, pool(more));
    }

    private Set<X509Certificate> pool(List<X509Certificate> more) {
        return Union.of(certificates, more);
    }

    /**
     * Paths over the certificates of a reply whose signature was verified. Where only registration authorities are
     * trusted, the CA certificate of the reply that issued one of them is trusted as well: the signed reply vouches
     * for it, and the authority's own certificate names it.
     */
    CertificationPaths pathsOfReply(List<X509Certificate> reply) {
        if (anchors.stream().anyMatch(CertificateUse::isCa)) {
            return paths(reply);
        }
        Set<X509Certificate> trusted = new LinkedHashSet<>(anchors);
        reply.stream()
                .filter(one -> anchors.stream().anyMatch(authority -> CertificateUse.issued(one, authority)))
                .forEach(trusted::add);
        return new CertificationPaths(trusted, pool(reply));
    }
}
