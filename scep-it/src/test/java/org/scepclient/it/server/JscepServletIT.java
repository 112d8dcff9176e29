package org.scepclient.it.server;

import java.nio.file.Path;
import java.util.Optional;
import org.scepclient.it.app.Setup;
import org.scepclient.it.matrix.Operation;

/** Our commands at jscep's servlet. */
final class JscepServletIT extends ServerPeerContract {

    @Override
    public String peerName() {
        return "jscep 2.5.8 servlet";
    }

    @Override
    Optional<KnownLimitation> lacks(Operation operation) {
        return operation == Operation.NEXT_CA
                ? Optional.of(
                        new KnownLimitation("jscep leaves the next CA's certificates outside what the CA signs", 97))
                : Optional.empty();
    }

    @Override
    ServerPeer start(Setup setup, Path directory) {
        return JscepPeer.start(setup);
    }
}
