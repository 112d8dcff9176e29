package org.scepclient.it.client;

/** Debian's {@code scepclient} at our test CA. */
final class GoScepClientIT extends ClientPeerContract {

    @Override
    public String peerName() {
        return "scepclient 2.1 (Debian, Go)";
    }

    @Override
    ClientPeer client() {
        return new GoClient();
    }
}
