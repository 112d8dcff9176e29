package org.scepclient.it.server;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.scepclient.it.app.Await;
import org.scepclient.it.app.Setup;
import org.scepclient.it.jscep.JscepServer;
import org.scepclient.it.jscep.JscepSettings;
import org.scepclient.it.jscep.JscepSettings.NextCa;

/** jscep's servlet, in this process. */
public final class JscepPeer implements ServerPeer {

    private static final String CHALLENGE = "jscep-secret";

    private final JscepServer server;

    private JscepPeer(JscepServer server) {
        this.server = server;
    }

    public static JscepPeer start(Setup setup) {
        JscepSettings plain = JscepSettings.withChallenge(CHALLENGE);
        return new JscepPeer(JscepServer.start(
                switch (setup) {
                    case PLAIN -> plain.followedBy(NextCa.SIGNED_BY_CURRENT);
                    case MANUAL_APPROVAL -> plain.approvedByHand();
                    case RA_SPLIT -> plain.splitAsNdes();
                    case INTERMEDIATE -> throw new IllegalArgumentException("this CA is a root");
                }));
    }

    /** Starts a server that issues certificates with this validity. */
    public static JscepPeer issuingFor(Duration validity) {
        return new JscepPeer(
                JscepServer.start(JscepSettings.withChallenge(CHALLENGE).validFor(validity)));
    }

    @Override
    public URI url() {
        return server.url();
    }

    @Override
    public X509Certificate caCertificate() {
        return server.ca().certificate();
    }

    @Override
    public String challenge() {
        return CHALLENGE;
    }

    @Override
    public void awaitRequest(Duration limit) {
        Await.until(limit, () -> !server.ca().waiting().isEmpty(), "a request at jscep");
    }

    @Override
    public void approveAll() {
        server.ca().approveAll();
    }

    @Override
    public void close() {
        server.close();
    }
}
