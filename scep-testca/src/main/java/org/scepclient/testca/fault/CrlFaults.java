package org.scepclient.testca.fault;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.authority.Identity;
import org.scepclient.testca.authority.RevocationList;
import org.scepclient.testca.authority.SerialNumbers;
import org.scepclient.testca.authority.StandardExtensions;

/** CRLs that do not cover a certificate, or not the requested one; none of them lists it. */
public final class CrlFaults {
    private static final Duration DAY = Duration.ofDays(1);
    private static final long NUMBER = 1;

    private final UntrustedIdentities untrusted;

    public CrlFaults(GeneratedKeyPairs keys, Clock clock, SecureRandom random) {
        this.untrusted = new UntrustedIdentities(keys, new SerialNumbers(random), clock);
    }

    /** The CRL to send in place of that of {@code issuer}; empty if the fault is to send none. */
    public Optional<X509CRL> crl(Fault fault, Identity issuer) {
        Instant now = untrusted.now();
        return switch (fault) {
            case CRL_MISSING -> Optional.empty();
            case CRL_BY_STRANGER -> Optional.of(full(untrusted.stranger(), now));
            case CRL_BY_NAMESAKE -> Optional.of(full(untrusted.namesake(issuer.certificate()), now));
            case CRL_EXPIRED -> Optional.of(full(issuer, now.minus(DAY.multipliedBy(3))));
            case CRL_NOT_YET_VALID -> Optional.of(full(issuer, now.plus(DAY)));
            case CRL_ENTRY_WITH_UNKNOWN_CRITICAL_EXTENSION -> Optional.of(withEntry(issuer));
            default -> Optional.of(with(extension(fault), issuer));
        };
    }

    private static X509CRL full(Identity issuer, Instant thisUpdate) {
        return RevocationList.write(issuer, List.of(), thisUpdate, NUMBER);
    }

    /** RFC 5280 §5.3: a CRL with such an entry cannot be used to decide about any certificate. */
    private X509CRL withEntry(Identity issuer) {
        X509v2CRLBuilder builder = RevocationList.builder(issuer, untrusted.now(), NUMBER);
        builder.addCRLEntry(
                BigInteger.TWO, Date.from(untrusted.now()), new Extensions(UnusualExtensions.unknownCritical()));
        return RevocationList.sign(builder, issuer);
    }

    private X509CRL with(Extension extension, Identity issuer) {
        try {
            X509v2CRLBuilder builder = RevocationList.builder(issuer, untrusted.now(), NUMBER);
            builder.addExtension(extension);
            return RevocationList.sign(builder, issuer);
        } catch (IOException e) {
            throw new IllegalStateException("an extension of a CRL does not encode", e);
        }
    }

    private static Extension extension(Fault fault) {
        return switch (fault) {
            case CRL_DELTA ->
                StandardExtensions.extension(Extension.deltaCRLIndicator, true, new ASN1Integer(BigInteger.ONE));
            case CRL_FOR_USERS -> scope(new IssuingDistributionPoint(null, true, false, null, false, false));
            case CRL_FOR_CAS -> scope(new IssuingDistributionPoint(null, false, true, null, false, false));
            case CRL_FOR_ATTRIBUTE_CERTIFICATES ->
                scope(new IssuingDistributionPoint(null, false, false, null, false, true));
            case CRL_FOR_SOME_REASONS ->
                scope(new IssuingDistributionPoint(
                        null, false, false, new ReasonFlags(ReasonFlags.keyCompromise), false, false));
            case CRL_INDIRECT -> scope(new IssuingDistributionPoint(null, false, false, null, true, false));
            case CRL_OF_ANOTHER_DISTRIBUTION_POINT ->
                scope(new IssuingDistributionPoint(otherDistributionPoint(), false, false, null, false, false));
            default -> UnusualExtensions.unknownCritical();
        };
    }

    private static Extension scope(IssuingDistributionPoint point) {
        return StandardExtensions.extension(Extension.issuingDistributionPoint, true, point);
    }

    private static DistributionPointName otherDistributionPoint() {
        return new DistributionPointName(new GeneralNames(
                new GeneralName(GeneralName.uniformResourceIdentifier, "http://127.0.0.1:9/part-7.crl")));
    }
}
