package org.scepclient.it.server;

import java.nio.file.Path;
import java.util.Optional;
import org.scepclient.it.app.Setup;
import org.scepclient.it.matrix.Operation;

/** Our commands at Debian's {@code scepserver}. */
final class ScepServerIT extends ServerPeerContract {

    private static final KnownLimitation NOT_IMPLEMENTED =
            new KnownLimitation("scepserver answers HTTP 500: it knows PKCSReq and RenewalReq only", 95);

    @Override
    public String peerName() {
        return "scepserver 2.1 (Debian)";
    }

    @Override
    ServerPeer start(Setup setup, Path directory) {
        return ScepServer.start(directory);
    }

    @Override
    Optional<KnownLimitation> lacks(Operation operation) {
        return switch (operation) {
            case GETCERT, GETCRL, NEXT_CA -> Optional.of(NOT_IMPLEMENTED);
            case PENDING -> Optional.of(new KnownLimitation("scepserver issues or refuses at once", 0));
            case RA_SPLIT -> Optional.of(new KnownLimitation("scepserver has one CA certificate", 0));
            default -> Optional.empty();
        };
    }
}
