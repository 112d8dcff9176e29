package org.scepclient.it.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.scepclient.it.app.Setup;
import org.scepclient.it.server.JscepPeer;
import org.scepclient.it.server.ServerPeer;

/** The automation at jscep's servlet. */
final class JscepAutomationIT extends AutomationContract {

    @Override
    public String peerName() {
        return "jscep 2.5.8 servlet";
    }

    @Override
    ServerPeer start(Setup setup, Path directory) {
        return JscepPeer.start(setup);
    }

    @Override
    ServerPeer shortLived(Path directory) {
        return JscepPeer.issuingFor(Duration.ofSeconds(10));
    }

    @Override
    Map<Setup, String> lacks() {
        return Map.of(Setup.INTERMEDIATE, "the CA behind this servlet is a root");
    }
}
