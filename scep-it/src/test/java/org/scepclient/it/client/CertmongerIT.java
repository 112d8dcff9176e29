package org.scepclient.it.client;

/** certmonger at our test CA. */
final class CertmongerIT extends ClientPeerContract {

    @Override
    public String peerName() {
        return "certmonger 0.79.17";
    }

    @Override
    ClientPeer client() {
        return new CertmongerClient();
    }
}
