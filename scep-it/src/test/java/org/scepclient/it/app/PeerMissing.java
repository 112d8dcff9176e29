package org.scepclient.it.app;

import org.opentest4j.TestAbortedException;

/** Skips a test whose peer is not installed. */
public final class PeerMissing extends TestAbortedException {

    private static final long serialVersionUID = 1L;

    PeerMissing(String message) {
        super(message);
    }
}
