package org.scepclient.testca.authority;

/** The purposes of the test CA's keys. */
public enum KeyRole {
    ROOT,
    ISSUER,
    RA_SIGNATURE,
    RA_ENCRYPTION,
    /** Not trusted by any client; faults sign with it. */
    STRANGER
}
