package org.scepclient.testca.service;

/** Handling of a first enrollment; a renewal is always granted, because it is signed with the old certificate. */
public enum Approval {
    /** Granted immediately. */
    AUTO,
    /** Pending until it is approved or rejected. */
    MANUAL
}
