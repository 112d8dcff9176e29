package org.scepclient.it.matrix;

/** A test class whose results are rows of the table. */
public interface MatrixPeer {

    /** The row's name, with the peer's version. */
    String peerName();
}
