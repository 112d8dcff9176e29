package org.scepclient.it.attack;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import org.scepclient.value.Bytes;

/** Manipulated CRLs and CA certificates at the addresses that certificates name. */
final class PublishedStrategies {
    private PublishedStrategies() {}

    static List<Strategy> list() {
        Strategies crl = Strategies.of(Strategies.CRL);
        crl.add("CRL of the foreign root", (exchange, a) -> crl(a.crl(a.keys.root)))
                .add("CRL of a namesake", (exchange, a) -> crl(a.crl(a.keys.namesake(a.issuer()))))
                .add("CRL by a device", (exchange, a) -> crl(a.crl(a.keys.device)))
                .add("delta CRL", recorded(Recordings.CRL_DELTA))
                .add("CRL of CAs alone", recorded(Recordings.CRL_FOR_CAS))
                .add("CRL of some reasons alone", recorded(Recordings.CRL_FOR_SOME_REASONS))
                .add("CRL of another distribution point", recorded(Recordings.CRL_OF_ANOTHER_DISTRIBUTION_POINT))
                .add("expired CRL", recorded(Recordings.CRL_EXPIRED))
                .add("truncated CRL", (exchange, a) -> {
                    Bytes right = exchange.honest().body();
                    return crl(Messages.cut(right, right.length() - 1));
                })
                .add("CRL with a bit turned", (exchange, a) -> {
                    Bytes right = exchange.honest().body();
                    return crl(Messages.flipped(right, right.length() / 2));
                })
                .add("certificate in place of the CRL", (exchange, a) -> crl(Messages.der(a.issuer())))
                .add("web page in place of the CRL", (exchange, a) -> Reply.page(200));
        Strategies certificate = Strategies.of(Strategies.CERTIFICATE);
        certificate
                .add("foreign root", (exchange, a) -> certificate(a.keys.root.certificate()))
                .add(
                        "namesake",
                        (exchange, a) -> certificate(a.keys.namesake(a.issuer()).certificate()))
                .add("cross-certificate", (exchange, a) -> certificate(a.keys.cross(a.issuer())))
                .add("device", (exchange, a) -> certificate(a.keys.device.certificate()))
                .add(
                        "CA of the device",
                        (exchange, a) -> certificate(a.keys.caOfDevice().certificate()))
                .add("web page", (exchange, a) -> Reply.page(200));
        return java.util.stream.Stream.concat(crl.list().stream(), certificate.list().stream())
                .toList();
    }

    private static Strategy.Tampering recorded(String recording) {
        return (exchange, a) -> crl(a.recorded(recording));
    }

    private static Reply crl(X509CRL crl) throws Exception {
        return crl(Bytes.of(crl.getEncoded()));
    }

    private static Reply crl(Bytes body) {
        return Reply.of("application/pkix-crl", body);
    }

    private static Reply certificate(X509Certificate certificate) throws Exception {
        return Reply.of("application/pkix-cert", Messages.der(certificate));
    }
}
