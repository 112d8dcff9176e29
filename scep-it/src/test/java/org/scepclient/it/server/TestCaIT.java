package org.scepclient.it.server;

import java.nio.file.Path;
import org.scepclient.it.app.Setup;

/** Our commands at our own test CA. */
final class TestCaIT extends ServerPeerContract {

    @Override
    public String peerName() {
        return "scepclient testca";
    }

    @Override
    ServerPeer start(Setup setup, Path directory) {
        return TestCaPeer.start(setup, directory);
    }
}
