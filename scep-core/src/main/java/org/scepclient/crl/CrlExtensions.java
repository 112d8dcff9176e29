package org.scepclient.crl;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.ProtocolException;

/**
 * The extensions of a CRL (RFC 5280 §5.2) that determine its coverage and signer.
 *
 * @param authorityKey the identifier of the signing key, in hexadecimal digits
 * @param delta whether the CRL lists changes only
 * @param scope the certificates that it covers, if it is limited
 * @param unknownCritical an unsupported critical extension, if there is one
 */
record CrlExtensions(
        Optional<String> authorityKey, boolean delta, Optional<Scope> scope, Optional<String> unknownCritical) {

    /**
     * The issuingDistributionPoint (RFC 5280 §5.2.5).
     *
     * @param names the names of the point, of which the certificate must contain one; empty for any point
     */
    record Scope(
            Set<PointName> names,
            boolean userCertificates,
            boolean caCertificates,
            boolean attributeCertificates,
            boolean someReasons,
            boolean indirect) {}

    private static final Set<ASN1ObjectIdentifier> SUPPORTED = Set.of(
            Extension.authorityKeyIdentifier,
            Extension.cRLNumber,
            Extension.deltaCRLIndicator,
            Extension.issuingDistributionPoint);

    /** The extensions of a CRL that has none. */
    static CrlExtensions none() {
        return new CrlExtensions(Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    static CrlExtensions decode(byte[] der, X500Principal issuer) throws ProtocolException {
        try {
            Extensions all = Extensions.getInstance(der);
            return new CrlExtensions(
                    authorityKey(all.getExtensionParsedValue(Extension.authorityKeyIdentifier)),
                    all.getExtension(Extension.deltaCRLIndicator) != null,
                    scope(all.getExtensionParsedValue(Extension.issuingDistributionPoint), issuer),
                    unknownCritical(all));
        } catch (IOException | RuntimeException e) {
            // The decoder reports malformed input by unchecked exceptions too.
            throw ProtocolException.malformed("extensions of the CRL", e);
        }
    }

    private static Optional<String> authorityKey(@Nullable Object value) {
        AuthorityKeyIdentifier identifier = AuthorityKeyIdentifier.getInstance(value);
        return identifier == null
                ? Optional.empty()
                : Optional.ofNullable(identifier.getKeyIdentifierOctets()).map(HexFormat.of()::formatHex);
    }

    private static Optional<Scope> scope(@Nullable Object value, X500Principal issuer) throws IOException {
        IssuingDistributionPoint point = IssuingDistributionPoint.getInstance(value);
        if (point == null) {
            return Optional.empty();
        }
        DistributionPointName name = point.getDistributionPoint();
        Set<PointName> names = name == null ? Set.of() : PointName.of(name, issuer);
        if (name != null && names.isEmpty()) {
            throw new IllegalArgumentException("its distribution point has no name");
        }
        return Optional.of(new Scope(
                names,
                point.onlyContainsUserCerts(),
                point.onlyContainsCACerts(),
                point.onlyContainsAttributeCerts(),
                point.getOnlySomeReasons() != null,
                point.isIndirectCRL()));
    }

    private static Optional<String> unknownCritical(Extensions all) {
        for (ASN1ObjectIdentifier identifier : all.getCriticalExtensionOIDs()) {
            if (!SUPPORTED.contains(identifier)) {
                return Optional.of(identifier.getId());
            }
        }
        return Optional.empty();
    }
}
