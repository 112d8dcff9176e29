package org.scepclient.it.client;

/** jscep's client at our test CA. */
final class JscepClientIT extends ClientPeerContract {

    @Override
    public String peerName() {
        return "jscep 2.5.8 client";
    }

    @Override
    ClientPeer client() {
        return new JscepClient();
    }
}
