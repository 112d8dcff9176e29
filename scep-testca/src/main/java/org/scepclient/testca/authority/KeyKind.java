package org.scepclient.testca.authority;

/** The kind of a CA's key. */
public enum KeyKind {
    RSA,
    /** P-256, for signatures only: requests cannot be encrypted to it. */
    EC
}
