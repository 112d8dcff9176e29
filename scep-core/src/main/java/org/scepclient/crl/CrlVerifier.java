package org.scepclient.crl;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Printable;

/** Verifies CRLs and their coverage of a certificate (RFC 5280 §6.3.3). */
public final class CrlVerifier {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final CaCertificates ca;
    private final PathRules rules;
    private final Instant now;

    /** A verifier of the CRLs of a CA, whose certificates must be valid according to {@code rules}. */
    public CrlVerifier(CaCertificates ca, PathRules rules) {
        this.ca = ca;
        this.rules = rules;
        this.now = rules.now();
    }

    /**
     * The newest valid CRL that covers the certificate.
     *
     * @throws ScepException if there is none: the problem of the first CRL, or {@link ErrorCode#REVOCATION_UNKNOWN} if all
     *     that are valid cover other certificates
     */
    public VerifiedCrl newest(List<CrlSource> sources, CrlSubject subject) throws IOException, ScepException {
        List<VerifiedCrl> good = new ArrayList<>();
        @Nullable ScepException problem = null;
        for (CrlSource source : sources) {
            try {
                good.add(verify(source, subject));
            } catch (ScepException e) {
                boolean better = problem == null || e.code() == ErrorCode.REVOCATION_UNKNOWN;
                problem = better ? e : problem;
            }
        }
        if (good.isEmpty() && problem != null) {
            throw problem;
        }
        return good.stream()
                .max(Comparator.comparing(VerifiedCrl::thisUpdate))
                .orElseThrow(() -> new ProtocolException(
                        ErrorCode.NOT_IN_REPLY,
                        "there is no CRL; the CA may publish it elsewhere, see the certificate's CRL distribution"
                                + " points"));
    }

    /**
     * Reads and verifies a CRL.
     *
     * @throws IOException if the source cannot be read
     * @throws TrustException if it is not signed by a trusted CA, not current, or does not cover the certificate
     *     ({@link ErrorCode#REVOCATION_UNKNOWN})
     * @throws ProtocolException if it is malformed or of another issuer
     */
    public VerifiedCrl verify(CrlSource source, CrlSubject subject) throws IOException, ScepException {
        CrlContent crl;
        try (InputStream in = source.open()) {
            crl = new CrlReader(in, subject, issuer -> signers(issuer, subject)).read();
        }
        requireSigned(crl);
        requireCurrent(crl);
        requireCovering(crl, subject);
        return new VerifiedCrl(
                source,
                crl.issuer(),
                crl.thisUpdate(),
                crl.nextUpdate(),
                crl.entries().count(),
                crl.entries().found());
    }

    private List<X509Certificate> signers(X500Principal issuer, CrlSubject subject) throws ScepException {
        if (!subject.crlIssuers().contains(issuer)) {
            throw new ProtocolException(
                    ErrorCode.NOT_IN_REPLY,
                    "there is only a CRL of '" + Printable.name(issuer.getName()) + "', not of '"
                            + subject.issuer().getName() + "'");
        }
        List<X509Certificate> signers = ca.crlSigners(issuer, rules);
        if (signers.isEmpty()) {
            throw unsigned(issuer, ": none of its certificates is valid, trusted and allowed to sign CRLs");
        }
        return signers;
    }

    private void requireSigned(CrlContent crl) throws TrustException {
        if (crl.signer().isEmpty()) {
            String seen = crl.extensions()
                    .authorityKey()
                    .map(key ->
                            " (the CRL names the key " + key + ", configured: " + configuredKeys(crl.issuer()) + ")")
                    .orElse("");
            throw unsigned(crl.issuer(), seen);
        }
    }

    private String configuredKeys(X500Principal issuer) {
        return ca.crlSigners(issuer, rules).stream()
                .map(signer -> SignatureCheck.keyOf(signer).orElse("a key without an identifier"))
                .collect(Collectors.joining(", "));
    }

    private static TrustException unsigned(X500Principal issuer, String detail) {
        return new TrustException(
                ErrorCode.SIGNATURE,
                "the CRL of '" + Printable.name(issuer.getName()) + "' is not signed by a configured CA" + detail
                        + "; to trust that CA, add its certificate to the configured ones");
    }

    /** RFC 5280 §5.1.2.4, §5.1.2.5: an old CRL lacks later revocations. */
    private void requireCurrent(CrlContent crl) throws TrustException {
        if (crl.thisUpdate().isAfter(now.plus(CLOCK_SKEW))) {
            throw notCurrent(crl, "will be issued at " + crl.thisUpdate());
        }
        if (crl.nextUpdate().isPresent() && now.isAfter(crl.nextUpdate().get())) {
            throw notCurrent(crl, "expired at " + crl.nextUpdate().get());
        }
    }

    private TrustException notCurrent(CrlContent crl, String reason) {
        return new TrustException(
                ErrorCode.UNTRUSTED,
                "the CRL of '" + Printable.name(crl.issuer().getName()) + "' is not current: it " + reason
                        + ", and now is " + now.truncatedTo(SECONDS)
                        + "; check this device's clock, and whether the CA still publishes CRLs");
    }

    private static void requireCovering(CrlContent crl, CrlSubject subject) throws TrustException {
        CrlCoverage coverage = new CrlCoverage(crl, subject);
        Optional<String> gap = coverage.gap();
        if (gap.isEmpty() && crl.entries().found().isEmpty()) {
            gap = coverage.gapUnlessListed();
        }
        if (gap.isPresent()) {
            throw new TrustException(
                    ErrorCode.REVOCATION_UNKNOWN,
                    "it is unknown whether the certificate is revoked: the CRL of '"
                            + Printable.name(crl.issuer().getName()) + "' " + gap.get());
        }
    }
}
