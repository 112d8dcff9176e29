package org.scepclient.crl;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.IssuerAndSerial;

/**
 * The certificate whose revocation status is checked.
 *
 * @param id its identifier in CRLs
 * @param certificate the certificate, if available: it determines the type and the distribution points
 * @param points the distribution points of its CRLs
 */
public record CrlSubject(IssuerAndSerial id, Optional<X509Certificate> certificate, List<DistributionPoint> points) {

    public CrlSubject {
        points = List.copyOf(points);
    }

    public static CrlSubject of(X509Certificate certificate) throws ProtocolException {
        return new CrlSubject(
                IssuerAndSerial.of(certificate), Optional.of(certificate), DistributionPoint.of(certificate));
    }

    /** A certificate that is not available; it counts as an end entity's, because SCEP does not issue others. */
    public static CrlSubject of(IssuerAndSerial id) {
        return new CrlSubject(id, Optional.empty(), List.of(DistributionPoint.of(id.issuer())));
    }

    X500Principal issuer() {
        return id.issuer();
    }

    BigInteger serialNumber() {
        return id.serialNumber();
    }

    boolean isCa() {
        return certificate.isPresent() && certificate.get().getBasicConstraints() >= 0;
    }

    /** The issuers of CRLs that may cover it: its own issuer, and the authorities that it names (cRLIssuer). */
    Set<X500Principal> crlIssuers() {
        Set<X500Principal> issuers =
                points.stream().flatMap(point -> point.crlIssuers().stream()).collect(Collectors.toSet());
        issuers.add(issuer());
        return issuers;
    }
}
