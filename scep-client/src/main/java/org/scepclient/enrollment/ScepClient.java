package org.scepclient.enrollment;

import java.net.URI;
import java.util.Optional;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.operation.CaProfile;
import org.scepclient.operation.CapabilitiesResponse;
import org.scepclient.operation.PkiOperation;
import org.scepclient.operation.ScepServer;
import org.scepclient.transport.HttpUrl;
import org.scepclient.transport.Transport;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.Fingerprint;

/** A client of one SCEP server. {@link #connect(Fingerprint)} recognizes its CA and opens an {@link EnrollmentSession}. */
public final class ScepClient {
    private final ScepServer server;
    private final ScepServer capabilitiesServer;
    private final ClientSettings settings;
    private final Optional<KnownOffer.OfServer> offer;

    private ScepClient(
            ScepServer server,
            ScepServer capabilitiesServer,
            ClientSettings settings,
            Optional<KnownOffer.OfServer> offer) {
        this.server = server;
        this.capabilitiesServer = capabilitiesServer;
        this.settings = settings;
        this.offer = offer;
    }

    /** A client with {@link ClientSettings#defaults()}. */
    public static ScepClient of(HttpUrl url) throws ScepException {
        return of(url, ClientSettings.defaults());
    }

    /** As {@link #of(HttpUrl)}, for a URL as a person writes it. */
    public static ScepClient of(String url) throws ScepException {
        return of(HttpUrl.parse(url));
    }

    /** As {@link #of(HttpUrl)}, for example for the URL of a test CA. */
    public static ScepClient of(URI url) throws ScepException {
        return of(HttpUrl.of(url));
    }

    /** A client that uses the JDK's HTTP connections. */
    public static ScepClient of(HttpUrl url, ClientSettings settings) throws ScepException {
        return of(url, Transport.http(settings.http()), settings);
    }

    /**
     * A client with a transport of its own.
     *
     * @param transport makes one HTTP exchange; the client repeats it according to {@link ClientSettings#backoff}
     */
    public static ScepClient of(HttpUrl url, Transport transport, ClientSettings settings) {
        return of(
                new ScepServer(url, transport.retrying(settings.backoff(), settings.clock(), settings.sleeper())),
                settings);
    }

    /** A client of a server that is set up already, retries included. */
    public static ScepClient of(ScepServer server, ClientSettings settings) {
        return new ScepClient(server, server, settings, Optional.empty());
    }

    /** Sends GetCACaps by another way than everything else. */
    public ScepClient withCapabilitiesFrom(ScepServer other) {
        return new ScepClient(server, other, settings, offer);
    }

    /** Refuses a server that offers less than it did before, and remembers what it offers. */
    public ScepClient remembering(KnownOffer.OfServer memory) {
        return new ScepClient(server, capabilitiesServer, settings, Optional.of(memory));
    }

    public ScepServer server() {
        return server;
    }

    ClientSettings settings() {
        return settings;
    }

    /**
     * Fetches the CA's certificates and capabilities.
     *
     * @param expected the fingerprint of the CA certificate, obtained out of band (RFC 8894 §2.2)
     */
    public EnrollmentSession connect(Fingerprint expected) throws ScepException {
        return connect(CaRecognizer.pinned(expected), EnrollmentListener.none());
    }

    /** As {@link #connect(Fingerprint)}, for a CA that may be recognized otherwise too. */
    public EnrollmentSession connect(CaRecognizer recognizer, EnrollmentListener listener) throws ScepException {
        RecognizedCa recognized = recognize(recognizer, listener);
        return opened(recognized.ca(), listener, true);
    }

    /** For CA certificates that are trusted already: only the capabilities are fetched. */
    public EnrollmentSession connect(CaCertificates trusted) throws ScepException {
        return opened(trusted, EnrollmentListener.none(), false);
    }

    /** Fetches and recognizes the CA's certificates, without asking for capabilities. */
    public RecognizedCa recognize(CaRecognizer recognizer, EnrollmentListener listener) throws ScepException {
        RecognizedCa recognized =
                recognizer.recognize(server.caCertificates(settings.caIdentifier()), settings.rules());
        listener.recognized(recognized);
        return recognized;
    }

    private EnrollmentSession opened(CaCertificates ca, EnrollmentListener listener, boolean fetched)
            throws ScepException {
        CapabilitiesResponse capabilities = capabilitiesServer.capabilitiesResponse(settings.caIdentifier());
        if (offer.isPresent()) {
            capabilities = offer.get().counted(capabilities);
        }
        PkiOperation operation =
                new PkiOperation(server, profile(ca, capabilities.capabilities()), settings.clock(), settings.random());
        return new EnrollmentSession(
                this,
                fetched ? operation.refreshingCa(settings.caIdentifier()) : operation,
                capabilities,
                settings.polling(),
                listener);
    }

    private CaProfile profile(CaCertificates ca, CaCapabilities capabilities) throws ScepException {
        Algorithms chosen = capabilities.algorithms(settings.policy());
        Algorithms used = new Algorithms(
                settings.cipher().orElse(chosen.cipher()), settings.digest().orElse(chosen.digest()));
        AlgorithmPolicy policy = settings.policy().allowing(used);
        return new CaProfile(ca, capabilities, policy, used, settings.recipient());
    }

    void remember(CaCapabilities capabilities) throws StorageException {
        if (offer.isPresent()) {
            offer.get().add(capabilities);
        }
    }
}
