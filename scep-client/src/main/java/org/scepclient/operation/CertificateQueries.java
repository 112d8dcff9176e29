package org.scepclient.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.crl.CrlSource;
import org.scepclient.crl.CrlSubject;
import org.scepclient.crl.CrlVerifier;
import org.scepclient.crl.VerifiedCrl;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.message.CertRep;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.message.RequestBody;
import org.scepclient.trust.PathRules;

/** GetCert and GetCRL (RFC 8894 §3.3.4, §3.3.5). */
public final class CertificateQueries {
    private final PkiOperation operation;
    private final Requester requester;

    /**
     * Queries of a requester.
     *
     * @param requester must have a certificate of the CA
     */
    public CertificateQueries(PkiOperation operation, Requester requester) {
        this.operation = operation;
        this.requester = requester;
    }

    /** The certificate with an issuer and serial number; its path is verified, at its end if it has expired. */
    public X509Certificate certificate(IssuerAndSerial about) throws ScepException {
        CertificatesOnly content = success(new RequestBody.GetCert(about), "GetCert");
        for (X509Certificate certificate : content.certificates()) {
            if (IssuerAndSerial.of(certificate).equals(about)) {
                operation.profile().ca().requireIssued(certificate, rules(certificate));
                return certificate;
            }
        }
        throw new ProtocolException(
                ErrorCode.NOT_IN_REPLY,
                "the reply has no certificate with serial number " + hex(about.serialNumber()) + " of '"
                        + about.issuer().getName() + "'");
    }

    /**
     * The CRL that covers a certificate.
     *
     * @param verifier verifies the CRLs of the reply
     */
    public VerifiedCrl crl(CrlSubject about, CrlVerifier verifier) throws ScepException {
        CertificatesOnly content = success(new RequestBody.GetCrl(about.id()), "GetCRL");
        try {
            return verifier.newest(content.crls().stream().map(CrlSource::of).toList(), about);
        } catch (IOException e) {
            throw new UncheckedIOException("a reply in memory cannot be read", e);
        }
    }

    /** An expired certificate is not used, but asked for: who issued it counts. */
    private PathRules rules(X509Certificate certificate) {
        Instant now = operation.clock().instant();
        Instant end = certificate.getNotAfter().toInstant();
        return PathRules.of(operation.profile().policy(), end.isBefore(now) ? end : now);
    }

    private CertificatesOnly success(RequestBody body, String name) throws ScepException {
        CertRep reply = operation.exchange(operation.message(body, operation.freshTransaction()), requester);
        return switch (reply) {
            case CertRep.Success success -> success.content();
            case CertRep.Failure failure -> throw failure.error();
            case CertRep.Pending pending ->
                throw new ProtocolException(
                        ErrorCode.STILL_PENDING, "the server replied PENDING to " + name + "; try again later");
        };
    }

    private static String hex(BigInteger serialNumber) {
        return "0x" + serialNumber.toString(16);
    }
}
