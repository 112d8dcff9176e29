package org.scepclient.testca.service;

import java.security.cert.X509Certificate;
import java.util.List;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.message.FailInfo;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.testca.authority.CertificateAuthority;
import org.scepclient.testca.authority.RevocationList;

/** Answers GetCert and GetCRL (RFC 8894 §3.3.4, §3.3.5). */
record QueryService(Authorities authorities) {

    CertificatesOnly certificate(IssuerAndSerial about) throws RefusedException {
        X509Certificate certificate = issuer(about)
                .find(about.serialNumber())
                .filter(found -> found.getIssuerX500Principal().equals(about.issuer()))
                .orElseThrow(() -> unknown(about));
        return CertificatesOnly.ofCertificates(List.of(certificate));
    }

    CertificatesOnly crl(IssuerAndSerial about) throws RefusedException {
        return new CertificatesOnly(
                List.of(), List.of(RevocationList.encoded(issuer(about).crl())));
    }

    /** The CA that issued this serial number: after a roll-over several CAs have the same name. */
    private CertificateAuthority issuer(IssuerAndSerial about) throws RefusedException {
        return authorities.all().stream()
                .filter(authority -> authority.find(about.serialNumber()).isPresent())
                .filter(authority -> authority.name().equals(about.issuer()))
                .findFirst()
                .orElseThrow(() -> unknown(about));
    }

    private static RefusedException unknown(IssuerAndSerial about) {
        return new RefusedException(
                FailInfo.BAD_CERT_ID,
                "this CA has no certificate with serial number "
                        + about.serialNumber().toString(16) + " of '" + about.issuer() + "'");
    }
}
