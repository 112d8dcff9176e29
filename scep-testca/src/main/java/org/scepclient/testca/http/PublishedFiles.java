package org.scepclient.testca.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.scepclient.testca.authority.CertificateAuthority;
import org.scepclient.testca.authority.RevocationList;
import org.scepclient.testca.fault.ActiveFault;
import org.scepclient.testca.fault.CrlFaults;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.fault.FaultyOperation;
import org.scepclient.testca.service.Authorities;
import org.scepclient.value.Bytes;

/** The issuing CA's certificate and its CRL, at the addresses in issued certificates (RFC 5280 §4.2.1.13, §4.2.2.1). */
public final class PublishedFiles implements HttpHandler {
    public static final String CERTIFICATE = "/ca.crt";
    public static final String CRL = "/ca.crl";
    private static final int NOT_FOUND = 404;

    private final ResponseSender delivery;
    private final Authorities authorities;
    private final ActiveFault active;
    private final CrlFaults faults;

    /** Publishes the files; a fault of GetCRL affects the published CRL as well. */
    public PublishedFiles(ResponseSender delivery, Authorities authorities, ActiveFault active, CrlFaults faults) {
        this.delivery = delivery;
        this.authorities = authorities;
        this.active = active;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        HttpResponse answer = switch (exchange.getRequestURI().getPath()) {
            // RFC 2585 §4
            case CERTIFICATE ->
                HttpResponse.ok(
                        "application/pkix-cert",
                        encoded(authorities.current().hierarchy().issuer().certificate()));
            case CRL ->
                crl().map(crl -> HttpResponse.ok("application/pkix-crl", RevocationList.encoded(crl)))
                        .orElseGet(() -> HttpResponse.text(NOT_FOUND, "there is no CRL"));
            default -> HttpResponse.text(NOT_FOUND, "file not found");
        };
        delivery.send(exchange, answer);
    }

    private Optional<X509CRL> crl() {
        CertificateAuthority authority = authorities.current();
        Optional<Fault> fault = active.in(FaultyOperation.GET_CRL);
        return fault.isPresent()
                ? faults.crl(fault.get(), authority.hierarchy().issuer())
                : Optional.of(authority.crl());
    }

    static Bytes encoded(X509Certificate certificate) {
        try {
            return Bytes.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was decoded before does not encode", e);
        }
    }
}
