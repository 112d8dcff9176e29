package org.scepclient.it.matrix;

/** Implemented by a test class whose results make rows of the table. */
public interface MatrixPeer {

    /** The row's name, with the peer's version. */
    String peerName();
}
