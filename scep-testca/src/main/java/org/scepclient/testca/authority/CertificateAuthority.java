package org.scepclient.testca.authority;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.x500.X500Principal;
import org.scepclient.error.ProtocolException;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.Validity;

/** Issues, remembers and revokes certificates. Safe for use by several threads, and holds no lock while it signs. */
public final class CertificateAuthority {
    private final Hierarchy hierarchy;
    private final IssuingRules rules;
    private final Clock clock;
    private final SerialNumbers serialNumbers;
    private final Map<BigInteger, Issued> issued = new ConcurrentHashMap<>();
    private final RevocationList revocationList;

    public CertificateAuthority(Hierarchy hierarchy, IssuingRules rules, Clock clock, SecureRandom random) {
        this.hierarchy = hierarchy;
        this.rules = rules;
        this.clock = clock;
        this.serialNumbers = new SerialNumbers(random);
        this.revocationList = new RevocationList(hierarchy.issuer(), clock);
    }

    public Hierarchy hierarchy() {
        return hierarchy;
    }

    public X500Principal name() {
        return hierarchy.issuer().certificate().getSubjectX500Principal();
    }

    /** Issues the requested certificate and records it. */
    public X509Certificate issue(CertificationRequest request) throws ProtocolException {
        X509Certificate certificate = CertificateWriter.write(content(request), hierarchy.issuer());
        issued.put(certificate.getSerialNumber(), new Issued(certificate, Optional.empty()));
        return certificate;
    }

    /** Returns the content of a certificate for this request, without issuing it. */
    public CertificateContent content(CertificationRequest request) throws ProtocolException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new CertificateContent(
                request.subject(),
                request.publicKey(),
                serialNumbers.next(),
                new Validity(now, now.plus(rules.validity())),
                new LeafExtensions(hierarchy.issuer(), rules).of(request));
    }

    public List<Issued> issued() {
        return List.copyOf(issued.values());
    }

    /** Finds an issued certificate, or the CA's own, by serial number. */
    public Optional<X509Certificate> find(BigInteger serialNumber) {
        return Optional.ofNullable(issued.get(serialNumber))
                .map(Issued::certificate)
                .or(() -> hierarchy.published().stream()
                        .filter(c -> c.getSerialNumber().equals(serialNumber))
                        .findFirst());
    }

    /** The record of exactly this certificate; empty if this CA did not issue it. */
    public Optional<Issued> recordOf(X509Certificate certificate) {
        return Optional.ofNullable(issued.get(certificate.getSerialNumber()))
                .filter(one -> one.certificate().equals(certificate));
    }

    /** Revokes a certificate; false if this CA issued no certificate with this serial number. */
    public boolean revoke(BigInteger serialNumber) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Issued revoked = issued.computeIfPresent(
                serialNumber,
                (number, one) -> new Issued(one.certificate(), one.revoked().or(() -> Optional.of(now))));
        revocationList.invalidate();
        return revoked != null;
    }

    /** The current CRL. */
    public X509CRL crl() {
        return revocationList.current(issued.values());
    }
}
