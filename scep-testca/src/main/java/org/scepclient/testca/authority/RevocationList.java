package org.scepclient.testca.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.scepclient.cms.CertificateDecoder;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/** Signs the CRL (RFC 5280 §5), and keeps it until a certificate is revoked or half its validity has passed. */
public final class RevocationList {
    private static final Duration LIFE = Duration.ofDays(1);

    private final Identity issuer;
    private final Clock clock;
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong revocations = new AtomicLong();
    private final AtomicReference<Optional<Kept>> last = new AtomicReference<>(Optional.empty());

    RevocationList(Identity issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    void invalidate() {
        revocations.incrementAndGet();
    }

    X509CRL current(Collection<Issued> issued) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        // Read before the list: a revocation in between then marks the result as outdated.
        long state = revocations.get();
        Optional<Kept> kept = last.get().filter(one -> one.isGood(state, now));
        if (kept.isPresent()) {
            return kept.get().crl();
        }
        X509CRL made = write(issuer, issued, now, number.incrementAndGet());
        last.set(Optional.of(new Kept(made, state)));
        return made;
    }

    private record Kept(X509CRL crl, long state) {
        boolean isGood(long current, Instant now) {
            return state == current
                    && now.isBefore(crl.getThisUpdate().toInstant().plus(LIFE.dividedBy(2)));
        }
    }

    public static Bytes encoded(X509CRL crl) {
        try {
            return Bytes.of(crl.getEncoded());
        } catch (CRLException e) {
            throw new IllegalStateException("a CRL that was decoded before does not encode", e);
        }
    }

    /** Signs a CRL as {@code signer}, valid for a day from {@code thisUpdate}. */
    public static X509CRL write(Identity signer, Collection<Issued> issued, Instant thisUpdate, long number) {
        X509v2CRLBuilder builder = builder(signer, thisUpdate, number);
        for (Issued one : issued) {
            one.revoked()
                    .ifPresent(at -> builder.addCRLEntry(
                            one.certificate().getSerialNumber(), Date.from(at), CRLReason.unspecified));
        }
        return sign(builder, signer);
    }

    /** Starts a CRL without entries. */
    public static X509v2CRLBuilder builder(Identity signer, Instant thisUpdate, long number) {
        try {
            X509v2CRLBuilder builder = new X509v2CRLBuilder(
                    X500Name.getInstance(
                            signer.certificate().getSubjectX500Principal().getEncoded()),
                    new Time(Date.from(thisUpdate), Locale.ROOT));
            builder.setNextUpdate(new Time(Date.from(thisUpdate.plus(LIFE)), Locale.ROOT));
            builder.addExtension(Extension.cRLNumber, false, new ASN1Integer(BigInteger.valueOf(number)));
            builder.addExtension(StandardExtensions.authorityKeyIdentifier(signer.certificate()));
            return builder;
        } catch (IOException e) {
            throw new IllegalStateException("an extension of a CRL does not encode", e);
        }
    }

    public static X509CRL sign(X509v2CRLBuilder builder, Identity signer) {
        try {
            Bytes der =
                    Bytes.of(builder.build(new KeyContentSigner(signer.key())).getEncoded());
            return new CertificateDecoder().crl(der);
        } catch (IOException | ProtocolException e) {
            throw new IllegalStateException("a CRL does not encode", e);
        }
    }
}
