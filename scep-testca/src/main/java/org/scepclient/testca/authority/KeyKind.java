package org.scepclient.testca.authority;

/** The kind of a CA's key. */
public enum KeyKind {
    RSA,
    /** P-256, which signs but cannot be encrypted to. */
    EC
}
