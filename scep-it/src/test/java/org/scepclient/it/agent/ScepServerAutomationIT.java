package org.scepclient.it.agent;

import java.nio.file.Path;
import java.util.Map;
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

    @Override
    Map<Setup, String> lacks() {
        return Map.of(
                Setup.MANUAL_APPROVAL, "scepserver issues or refuses at once",
                Setup.RA_SPLIT, "scepserver has one CA certificate",
                Setup.INTERMEDIATE, "scepserver has one CA certificate");
    }
}
