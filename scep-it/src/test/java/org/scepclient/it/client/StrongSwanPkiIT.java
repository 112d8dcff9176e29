package org.scepclient.it.client;

/** strongSwan's {@code pki} at our test CA. */
final class StrongSwanPkiIT extends ClientPeerContract {

    @Override
    public String peerName() {
        return "strongSwan pki 5.9.8";
    }

    @Override
    ClientPeer client() {
        return new StrongSwanClient();
    }
}
