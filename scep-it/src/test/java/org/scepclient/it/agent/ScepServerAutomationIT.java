package org.scepclient.it.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.scepclient.it.app.Await;
import org.scepclient.it.app.Setup;
import org.scepclient.it.server.ScepServer;
import org.scepclient.it.server.ServerPeer;

/** The automation at Debian's {@code scepserver}. */
final class ScepServerAutomationIT extends AutomationContract {

    @Override
    public String peerName() {
        return "scepserver 2.1 (Debian)";
    }

    @Override
    ServerPeer start(Setup setup, Path directory) {
        return ScepServer.start(directory);
    }

    /**
     * scepserver counts the validity in whole days. With 0 days, a certificate expires when it is issued, so the
     * device's clock is set back; at that time, the CA's own certificate must already be valid.
     */
    @Override
    ServerPeer shortLived(Path directory) {
        ServerPeer server = ScepServer.start(directory, 0);
        Instant begin = server.caCertificate().getNotBefore().toInstant().minus(clockOfShortLife());
        Await.until(PATIENCE, () -> Instant.now().isAfter(begin), "a CA certificate that is valid for a late clock");
        return server;
    }

    @Override
    Duration clockOfShortLife() {
        return Duration.ofSeconds(-10);
    }

    /** Restarts the same CA, which then issues certificates for a year. */
    @Override
    void enrollsAgain(ServerPeer peer, Router router, Path place) {
        peer.close();
        try (ServerPeer again = ScepServer.start(place)) {
            super.enrollsAgain(again, router, place);
        }
    }

    @Override
    Map<Setup, String> lacks() {
        return Map.of(
                Setup.MANUAL_APPROVAL, "scepserver issues or refuses at once",
                Setup.RA_SPLIT, "scepserver has one CA certificate",
                Setup.INTERMEDIATE, "scepserver has one CA certificate");
    }
}
