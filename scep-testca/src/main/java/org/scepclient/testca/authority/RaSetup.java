package org.scepclient.testca.authority;

/** Which registration authorities stand before the CA (RFC 8894 §2.1.3). */
public enum RaSetup {
    /** The CA itself signs replies and opens requests. */
    NONE,
    /** One registration authority signs replies and opens requests. */
    SINGLE,
    /** Two with the same name, as NDES has them: one signs, the other opens. */
    SPLIT
}
