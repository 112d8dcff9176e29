package org.scepclient.operation;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.TransportException;
import org.scepclient.error.TrustException;
import org.scepclient.message.NextCaMessage;
import org.scepclient.transport.HttpReply;
import org.scepclient.transport.HttpRequest;
import org.scepclient.transport.HttpUrl;
import org.scepclient.transport.Transport;
import org.scepclient.trust.CaCertificates;
import org.scepclient.value.Bytes;

/** A SCEP server at its URL, with the operations that need no message of our own (RFC 8894 §4.2, §3.5, §4.7). */
public final class ScepServer {
    /** RFC 8894 §4.1. */
    private static final String DEFAULT_PATH = "/cgi-bin/pkiclient.exe";

    /** All keywords of RFC 8894 take 100 bytes. */
    private static final int MAX_CAPABILITIES = 64 * 1024;

    private static final String PKI_MESSAGE = "application/x-pki-message";

    private final HttpUrl url;
    private final Transport transport;
    private final List<String> parameters;

    /**
     * A URL without any path means the default one of RFC 8894; in one that was copied from a request, the operation and
     * its message do not count.
     */
    public ScepServer(HttpUrl url, Transport transport) {
        this(url, transport, List.of());
    }

    private ScepServer(HttpUrl url, Transport transport, List<String> parameters) {
        this.url = url.withDefaultPath(DEFAULT_PATH).withoutOperation();
        this.transport = transport;
        this.parameters = List.copyOf(parameters);
    }

    /** The same server, with {@code name=value} pairs added to the URL of every operation but GetCACaps. */
    public ScepServer withParameters(List<String> more) {
        return new ScepServer(url, transport, more);
    }

    public HttpUrl url() {
        return url;
    }

    /**
     * Capabilities of the server, by GetCACaps (RFC 8894 §3.5). An HTTP error, a web page or a connection that is closed
     * without an answer mean no capabilities; a server that cannot be reached is an error.
     *
     * @param identifier which CA, sent only where the server answers with an error otherwise
     */
    public CaCapabilities capabilities(Optional<String> identifier) throws TransportException {
        return capabilitiesResponse(identifier).capabilities();
    }

    /** As {@link #capabilities}, with the reason where there are none. */
    public CapabilitiesResponse capabilitiesResponse(Optional<String> identifier) throws TransportException {
        CapabilitiesResponse first = askForCapabilities(Optional.empty());
        if (identifier.isEmpty() || first.reason().isEmpty() || first.closed().isPresent()) {
            return first;
        }
        // EJBCA answers 404 without the identifier.
        CapabilitiesResponse second = askForCapabilities(identifier);
        return second.reason().isEmpty() ? second : first;
    }

    private CapabilitiesResponse askForCapabilities(Optional<String> identifier) throws TransportException {
        HttpUrl target = operation("GetCACaps", identifier);
        HttpReply reply;
        try {
            reply = transport.exchange(new HttpRequest.Get(target));
        } catch (TransportException e) {
            if (closedByServer(e)) {
                return CapabilitiesResponse.none("the server closed the connection without a response", e);
            }
            // The body is longer than the limit of all replies.
            boolean longBody = e.code() == ErrorCode.TOO_LARGE && e.getCause() == null;
            throw longBody ? tooLong(target, "is longer than " + MAX_CAPABILITIES + " bytes") : e;
        }
        return capabilitiesIn(new ResponseCheck(target, reply));
    }

    private static CapabilitiesResponse capabilitiesIn(ResponseCheck check) throws TransportException {
        Bytes body = check.reply().body();
        if (!check.reply().successful()) {
            String reason = "the server answered " + check.status();
            return check.reply().failing()
                    ? CapabilitiesResponse.none(reason, check.statusError("it cannot list its capabilities now"))
                    : CapabilitiesResponse.none(reason);
        }
        CaCapabilities capabilities = CaCapabilities.parse(body);
        if (!capabilities.known().isEmpty()) {
            requireShort(check);
            return CapabilitiesResponse.listed(capabilities);
        }
        ServerWords words = ServerWords.of(body);
        if (words.page()) {
            return CapabilitiesResponse.none(
                    "the server answered a web page" + (words.subject().isEmpty() ? "" : " '" + words.subject() + "'"));
        }
        return capabilities.unknown().isEmpty()
                ? CapabilitiesResponse.none("the server answered an empty list")
                : new CapabilitiesResponse(
                        capabilities, Optional.of("the server listed none that RFC 8894 knows"), Optional.empty());
    }

    /** A longer list is none of SCEP's keywords, and whatever it means, the client would act on the part it knows. */
    private static void requireShort(ResponseCheck check) throws TransportException {
        int length = check.reply().body().length();
        if (length > MAX_CAPABILITIES) {
            throw tooLong(check.url(), "has " + length + " bytes, at most " + MAX_CAPABILITIES + " are read");
        }
    }

    private static TransportException tooLong(HttpUrl url, String problem) {
        return new TransportException(
                ErrorCode.TOO_LARGE,
                url + ": the list of capabilities " + problem + "; check that the URL is a SCEP server's",
                false,
                null);
    }

    /** NDES may close the connection on GetCACaps, and answer everything else. */
    public static boolean closedByServer(TransportException e) {
        Throwable cause = e.getCause();
        boolean connectionFailed = cause instanceof ConnectException || cause instanceof NoRouteToHostException;
        return e.code() == ErrorCode.UNREACHABLE
                && !connectionFailed
                && (cause instanceof SocketException || cause instanceof EOFException);
    }

    /**
     * GetCACert (RFC 8894 §4.2): one certificate or a PKCS#7 bundle, depending on the content. Nothing in it is
     * trusted yet: see {@link CaCertificates#pinned}.
     *
     * @param identifier which CA, for servers that have several; absent: no such parameter is sent
     */
    public CaResponse caCertificates(Optional<String> identifier) throws TransportException, ProtocolException {
        HttpUrl target = target("GetCACert", identifier);
        HttpReply reply = transport.exchange(new HttpRequest.Get(target));
        ResponseCheck check = new ResponseCheck(target, reply);
        check.requireSuccess("check the URL's path, and the CA identifier if the server has several CAs");
        check.requireContent("perhaps the server requires a CA identifier, or another one");
        CertificatesOnly bundle = check.decoded(CertificatesOnly::decodeBundle);
        if (bundle.certificates().isEmpty()) {
            throw new ProtocolException(ErrorCode.NOT_IN_REPLY, target + ": the answer has no certificate");
        }
        return CaResponse.of(bundle, reply.body());
    }

    /**
     * GetNextCACert (RFC 8894 §4.7): the certificates that will take over, signed by the current CA. Nothing is
     * returned before that signature has been verified.
     */
    public NextCaMessage nextCaCertificates(
            Optional<String> identifier, CaCertificates current, AlgorithmPolicy policy, Instant now)
            throws TransportException, ProtocolException, TrustException, CryptoException {
        HttpUrl target = target("GetNextCACert", identifier);
        HttpReply reply = transport.exchange(new HttpRequest.Get(target));
        ResponseCheck check = new ResponseCheck(target, reply);
        check.requireSupported("GetNextCACert");
        check.requireContent("perhaps there is no next CA yet");
        check.requireNoPage();
        return NextCaMessage.decode(reply.body(), current, policy, now);
    }

    /** PKIOperation (RFC 8894 §4.3), with any message. */
    HttpReply pkiOperation(Bytes message, boolean post) throws TransportException {
        if (post) {
            return transport.exchange(
                    new HttpRequest.Post(target("PKIOperation", Optional.empty()), PKI_MESSAGE, message));
        }
        // RFC 8894 §4.1: base64, then percent-escaped. A raw '+' is a blank to most servers.
        String text = Base64.getEncoder().encodeToString(message.toArray());
        return transport.exchange(new HttpRequest.Get(target("PKIOperation", Optional.of(text))));
    }

    private HttpUrl operation(String name, Optional<String> message) {
        HttpUrl target = url.with("operation", name);
        return message.isPresent() ? target.with("message", message.get()) : target;
    }

    HttpUrl target(String operation, Optional<String> message) {
        HttpUrl target = operation(operation, message);
        for (String parameter : parameters) {
            target = target.withParameter(parameter);
        }
        return target;
    }
}
