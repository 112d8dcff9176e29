package org.scepclient.testca.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import org.scepclient.testca.service.Authorities;
import org.scepclient.value.Bytes;

/** The issuing CA's certificate and its CRL, where issued certificates say they are (RFC 5280 §4.2.1.13, §4.2.2.1). */
public final class PublishedFiles implements HttpHandler {
    public static final String CERTIFICATE = "/ca.crt";
    public static final String CRL = "/ca.crl";
    private static final int NOT_FOUND = 404;

    private final Delivery delivery;
    private final Authorities authorities;

    public PublishedFiles(Delivery delivery, Authorities authorities) {
        this.delivery = delivery;
        this.authorities = authorities;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        HttpAnswer answer = switch (exchange.getRequestURI().getPath()) {
            // RFC 2585 §4
            case CERTIFICATE ->
                HttpAnswer.ok(
                        "application/pkix-cert",
                        encoded(authorities.current().hierarchy().issuer().certificate()));
            case CRL ->
                HttpAnswer.ok(
                        "application/pkix-crl", encoded(authorities.current().crl()));
            default -> HttpAnswer.text(NOT_FOUND, "there is no such file");
        };
        delivery.send(exchange, answer);
    }

    static Bytes encoded(X509Certificate certificate) {
        try {
            return Bytes.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was decoded before does not encode", e);
        }
    }

    static Bytes encoded(X509CRL crl) {
        try {
            return Bytes.of(crl.getEncoded());
        } catch (CRLException e) {
            throw new IllegalStateException("a CRL that was decoded before does not encode", e);
        }
    }
}
