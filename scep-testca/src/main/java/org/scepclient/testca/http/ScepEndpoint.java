package org.scepclient.testca.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.scepclient.caps.CaCapabilities;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.SignedMessageWriter;
import org.scepclient.cms.SignedMessageWriter.SignatureIdentifier;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.NextCaMessage;
import org.scepclient.testca.authority.Hierarchy;
import org.scepclient.testca.reply.HonestReply;
import org.scepclient.testca.reply.ReplyDraft;
import org.scepclient.testca.service.Authorities;
import org.scepclient.testca.service.PkiService;
import org.scepclient.value.Bytes;

/** The SCEP operations over HTTP (RFC 8894 §4). */
public final class ScepEndpoint implements HttpHandler {
    private static final int MAX_MESSAGE = 1 << 20;
    private static final int BAD_REQUEST = 400;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int NOT_IMPLEMENTED = 501;

    private final Authorities authorities;
    private final CaCapabilities capabilities;
    private final PkiService service;
    private final HonestReply replies;

    public ScepEndpoint(Authorities authorities, CaCapabilities capabilities, PkiService service, HonestReply replies) {
        this.authorities = authorities;
        this.capabilities = capabilities;
        this.service = service;
        this.replies = replies;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Delivery.send(exchange, answer(exchange));
    }

    private HttpAnswer answer(HttpExchange exchange) throws IOException {
        try {
            ScepQuery query = ScepQuery.of(exchange.getRequestURI().getRawQuery());
            return switch (query.operation()) {
                case "GetCACaps" -> HttpAnswer.ok("text/plain", capabilities.encoded());
                case "GetCACert" -> caCertificates();
                case "GetNextCACert" -> nextCaCertificates();
                case "PKIOperation" -> pkiOperation(exchange, query);
                default -> HttpAnswer.text(BAD_REQUEST, "unknown operation; see RFC 8894, section 4");
            };
        } catch (ProtocolException | CryptoException e) {
            return HttpAnswer.text(BAD_REQUEST, e.getMessage());
        }
    }

    private HttpAnswer caCertificates() throws ProtocolException {
        List<X509Certificate> all = authorities.current().hierarchy().published();
        // RFC 8894 §4.2.1: a lone certificate stands by itself, several in a certificates-only message.
        return all.size() == 1
                ? HttpAnswer.ok("application/x-x509-ca-cert", PublishedFiles.encoded(all.getFirst()))
                : HttpAnswer.ok(
                        "application/x-x509-ca-ra-cert",
                        CertificatesOnly.ofCertificates(all).encode());
    }

    /** RFC 8894 §4.7.1: signed by the current CA. */
    private HttpAnswer nextCaCertificates() throws ProtocolException, CryptoException {
        if (!capabilities.offersNextCa()) {
            return HttpAnswer.text(NOT_IMPLEMENTED, "this CA does not offer GetNextCACert");
        }
        Hierarchy current = authorities.current().hierarchy();
        SignedMessageWriter writer = new SignedMessageWriter(
                current.issuer().signer(), Algorithms.mandatory().digest(), SignatureIdentifier.WITH_DIGEST);
        Bytes body = NextCaMessage.encode(authorities.next().hierarchy().published(), writer);
        return HttpAnswer.ok("application/x-x509-next-ca-cert", body);
    }

    private HttpAnswer pkiOperation(HttpExchange exchange, ScepQuery query)
            throws IOException, ProtocolException, CryptoException {
        boolean post = exchange.getRequestMethod().equals("POST");
        if (post && !capabilities.offersPost()) {
            return HttpAnswer.text(METHOD_NOT_ALLOWED, "this CA takes PKIOperation by GET only");
        }
        ReplyDraft draft = service.answer(post ? body(exchange) : query.message());
        return HttpAnswer.ok("application/x-pki-message", replies.write(draft));
    }

    private static Bytes body(HttpExchange exchange) throws IOException, ProtocolException {
        byte[] read = exchange.getRequestBody().readNBytes(MAX_MESSAGE + 1);
        if (read.length > MAX_MESSAGE) {
            throw ProtocolException.malformed("PKIOperation message", "it is longer than " + MAX_MESSAGE + " bytes");
        }
        return Bytes.of(read);
    }
}
