package org.scepclient.it.app;

import org.opentest4j.TestAbortedException;

/** A peer is not installed on a machine that need not have it. */
public final class PeerMissing extends TestAbortedException {

    private static final long serialVersionUID = 1L;

    PeerMissing(String message) {
        super(message);
    }
}
