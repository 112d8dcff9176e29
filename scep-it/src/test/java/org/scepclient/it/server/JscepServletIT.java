package org.scepclient.it.server;

import java.nio.file.Path;
import org.scepclient.it.app.Setup;

/** Our commands at jscep's servlet. */
final class JscepServletIT extends ServerPeerContract {

    @Override
    public String peerName() {
        return "jscep 2.5.8 servlet";
    }

    @Override
    ServerPeer start(Setup setup, Path directory) {
        return JscepPeer.start(setup);
    }
}
