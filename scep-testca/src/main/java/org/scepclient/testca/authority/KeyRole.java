package org.scepclient.testca.authority;

/** What a key of the test CA is for. */
public enum KeyRole {
    ROOT,
    ISSUER,
    RA_SIGNATURE,
    RA_ENCRYPTION,
    /** Belongs to nobody a client trusts; faults sign with it. */
    STRANGER
}
