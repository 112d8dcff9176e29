package org.scepclient.testca.http;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.SignedMessageWriter;
import org.scepclient.cms.SignedMessageWriter.SignatureIdentifier;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.NextCaMessage;
import org.scepclient.testca.fault.ActiveFault;
import org.scepclient.testca.fault.CaFaults;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.fault.FaultyOperation;
import org.scepclient.testca.service.Authorities;
import org.scepclient.value.Bytes;

/** Answers GetCACaps, GetCACert and GetNextCACert. */
public final class CaResponder {
    private static final int NOT_IMPLEMENTED = 501;
    private static final String NEXT_CA = "application/x-x509-next-ca-cert";

    private final Authorities authorities;
    private final CaCapabilities capabilities;
    private final ActiveFault active;
    private final CaFaults faults;

    public CaResponder(Authorities authorities, CaCapabilities capabilities, ActiveFault active, CaFaults faults) {
        this.authorities = authorities;
        this.capabilities = capabilities;
        this.active = active;
        this.faults = faults;
    }

    boolean offersPost() {
        return capabilities.offersPost();
    }

    /** Answers GetCACaps; {@code identified} is true if the query names a CA. */
    HttpResponse capabilities(boolean identified) {
        HttpResponse right = HttpResponse.ok("text/plain", capabilities.encoded());
        return active.in(FaultyOperation.GET_CA_CAPS)
                .map(fault -> switch (fault) {
                    case CAPS_WANT_IDENTIFIER -> identified ? right : HttpResponse.page(404);
                    case CAPS_WEAKENED -> active.isFirstAnswer() ? right : right.withBody(weak());
                    default -> capabilities(fault, right);
                })
                .orElse(right);
    }

    private static Bytes weak() {
        return CaCapabilities.of(Capability.DES3, Capability.SHA_1, Capability.POST_PKI_OPERATION)
                .encoded();
    }

    private static HttpResponse capabilities(Fault fault, HttpResponse right) {
        return switch (fault) {
            case CAPS_HTML -> HttpResponse.page(200);
            case CAPS_404 -> HttpResponse.page(404);
            case CAPS_500 -> HttpResponse.text(500, "internal error");
            case CAPS_EMPTY -> right.withBody(Bytes.empty());
            case CAPS_UNUSUAL ->
                HttpResponse.ok(
                        "application/octet-stream",
                        HttpResponse.utf8("aes\r\nPostPkiOperation\r\nX-New\r\n\r\nsha-256"));
            case CAPS_CLOSED -> right.in(DeliveryMode.CLOSED_BEFORE_STATUS);
            case CAPS_HANG -> right.in(DeliveryMode.HANG);
            default -> right.in(DeliveryMode.ENDLESS);
        };
    }

    HttpResponse caCertificates(URI uri) throws ProtocolException {
        List<X509Certificate> all = authorities.current().hierarchy().published();
        // RFC 8894 §4.2.1: a single certificate is sent as it is, several in a certificates-only message.
        HttpResponse right = all.size() == 1
                ? HttpResponse.ok("application/x-x509-ca-cert", PublishedFiles.encoded(all.getFirst()))
                : bundle(CertificatesOnly.ofCertificates(all).encode());
        var fault = active.in(FaultyOperation.GET_CA_CERT);
        return fault.isPresent() ? caCertificates(fault.get(), right, uri) : right;
    }

    private HttpResponse caCertificates(Fault fault, HttpResponse right, URI uri) throws ProtocolException {
        return switch (fault) {
            case CA_HTML -> HttpResponse.page(200);
            case CA_404 -> HttpResponse.page(404);
            case CA_TYPE_WRONG -> right.withContentType("text/html");
            case CA_REDIRECT_LOOP -> FaultyHttp.redirect(uri.getPath(), uri);
            case CA_HANG -> right.in(DeliveryMode.HANG);
            case CA_PEM, CA_BASE64, CA_LINE_END -> right.withBody(altered(fault, right));
            case CA_GZIP -> right.withBody(altered(fault, right)).withHeaders(Map.of("Content-Encoding", "gzip"));
            default -> bundle(altered(fault, right));
        };
    }

    private Bytes altered(Fault fault, HttpResponse right) throws ProtocolException {
        return faults.caCertificates(fault, authorities.current().hierarchy(), right.body());
    }

    private static HttpResponse bundle(Bytes body) {
        return HttpResponse.ok("application/x-x509-ca-ra-cert", body);
    }

    /** Answers GetNextCACert, signed by the current CA (RFC 8894 §4.7.1). */
    HttpResponse nextCaCertificates() throws ProtocolException, CryptoException {
        var fault = active.in(FaultyOperation.GET_NEXT_CA_CERT);
        if (fault.isPresent()) {
            return fault.get() == Fault.NEXT_CA_HTML
                    ? HttpResponse.page(200)
                    : HttpResponse.ok(
                            NEXT_CA,
                            faults.nextCa(
                                    fault.get(),
                                    authorities.current().hierarchy(),
                                    authorities.next().hierarchy()));
        }
        if (!capabilities.offersNextCa()) {
            return HttpResponse.text(NOT_IMPLEMENTED, "this CA does not offer GetNextCACert");
        }
        SignedMessageWriter writer = new SignedMessageWriter(
                authorities.current().hierarchy().issuer().signer(),
                Algorithms.mandatory().digest(),
                SignatureIdentifier.KEY_ONLY);
        return HttpResponse.ok(
                NEXT_CA, NextCaMessage.encode(authorities.next().hierarchy().published(), writer));
    }
}
