package org.scepclient.testca.service;

/** Who decides about a first enrollment; a renewal is granted because the old certificate vouches for it. */
public enum Approval {
    /** Granted at once. */
    AUTO,
    /** Waits until it is approved or rejected. */
    MANUAL
}
