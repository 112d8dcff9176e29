package org.scepclient.testca.authority;

/** The registration authorities in front of the CA (RFC 8894 §2.1.3). */
public enum RaSetup {
    /** The CA itself signs replies and opens requests. */
    NONE,
    /** One registration authority signs replies and opens requests. */
    SINGLE,
    /** Two with the same name, as with NDES: one signs replies, the other opens requests. */
    SPLIT
}
