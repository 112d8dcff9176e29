package org.scepclient.testca.service;

import org.scepclient.message.FailInfo;

/** The request is answered with FAILURE. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailInfo failInfo;

    /**
     * Refuses a request.
     *
     * @param text sent to the client as failInfoText
     */
    RefusedException(FailInfo failInfo, String text) {
        super(text);
        this.failInfo = failInfo;
    }

    FailInfo failInfo() {
        return failInfo;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
