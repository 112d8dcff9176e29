package org.scepclient.enrollment;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.scepclient.cms.Signer;
import org.scepclient.error.ScepException;
import org.scepclient.keys.LoadedKey;
import org.scepclient.operation.CaProfile;
import org.scepclient.operation.PkiOperation;
import org.scepclient.operation.Requester;
import org.scepclient.operation.ScepServer;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.SelfSignedCertificate;
import org.scepclient.pkcs10.Validity;
import org.scepclient.transport.HttpUrl;
import org.scepclient.transport.RetryingTransport;
import org.scepclient.transport.Sleeper;
import org.scepclient.transport.Transport;
import org.scepclient.transport.UrlConnectionTransport;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.Fingerprint;
import org.scepclient.trust.PathRules;

/** A CA that has been fetched and recognised, ready to be asked for certificates. The usual way in. */
public final class ScepClient {
    private final ScepServer server;
    private final PkiOperation operation;
    private final ClientSettings settings;
    private final SecureRandom random;

    private ScepClient(ScepServer server, PkiOperation operation, ClientSettings settings, SecureRandom random) {
        this.server = server;
        this.operation = operation;
        this.settings = settings;
        this.random = random;
    }

    /**
     * Fetches the CA's certificates and capabilities.
     *
     * @param url the server's URL
     * @param expected the fingerprint of the CA certificate, had by another way than this one (RFC 8894 §2.2)
     */
    public static ScepClient connect(HttpUrl url, Fingerprint expected, ClientSettings settings) throws ScepException {
        Transport http = new UrlConnectionTransport(settings.http());
        Transport retrying = new RetryingTransport(http, settings.backoff(), settings.clock(), Sleeper.ofThread());
        ScepServer server = new ScepServer(url, retrying);
        List<X509Certificate> fetched =
                server.caCertificates(settings.caIdentifier()).certificates();
        PathRules rules = PathRules.of(settings.policy(), settings.clock().instant());
        return of(server, CaCertificates.pinned(fetched, expected, rules).ca(), settings);
    }

    /** For CA certificates that are trusted already; only the capabilities are fetched. */
    public static ScepClient of(ScepServer server, CaCertificates ca, ClientSettings settings) throws ScepException {
        SecureRandom random = new SecureRandom();
        CaProfile profile = CaProfile.of(ca, server.capabilities(settings.caIdentifier()), settings.policy());
        return new ScepClient(
                server,
                new PkiOperation(server, profile, settings.clock(), random).refreshingCa(settings.caIdentifier()),
                settings,
                random);
    }

    public ScepServer server() {
        return server;
    }

    public CaProfile profile() {
        return operation.profile();
    }

    /** For GetCert, GetCRL and whatever else is not covered here. */
    public PkiOperation operation() {
        return operation;
    }

    /** A first enrollment: a self-signed certificate over the request's own key signs (RFC 8894 §2.3). */
    public Enrollment.Outcome enroll(CertificationRequest request, LoadedKey key) throws ScepException {
        return enroller(EnrollmentListener.none()).enroll(EnrollmentOrder.initial(request, requester(request, key)));
    }

    /** A renewal for a new key, signed with the old one. */
    public Enrollment.Outcome renew(CertificationRequest request, Signer old) throws ScepException {
        return enroller(EnrollmentListener.none()).enroll(EnrollmentOrder.renewal(request, Requester.of(old)));
    }

    /** The state machine itself, for resuming and watching. */
    public Enroller enroller(EnrollmentListener listener) {
        return new Enroller(operation, settings.polling(), Sleeper.ofThread(), listener);
    }

    /** Who asks at a first enrollment. */
    public Requester requester(CertificationRequest request, LoadedKey key) throws ScepException {
        X509Certificate selfSigned = new SelfSignedCertificate(
                        random, profile().algorithms().digest())
                .issue(request, key.key(), Validity.around(settings.clock().instant()));
        return new Requester(new Signer(key.key(), selfSigned), request.challengePassword());
    }
}
