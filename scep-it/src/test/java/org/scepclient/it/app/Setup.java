package org.scepclient.it.app;

/** How a server is set up for a test. */
public enum Setup {
    /** One CA that signs, decrypts and approves by itself. */
    PLAIN,
    /** Requests wait for approval. */
    MANUAL_APPROVAL,
    /** Two RA certificates before the CA, one to sign and one to decrypt. */
    RA_SPLIT,
    /** The issuing CA is no root. */
    INTERMEDIATE
}
