package org.scepclient.it.app;

/** Configurations of a server. */
public enum Setup {
    /** One CA that signs, decrypts and approves automatically. */
    PLAIN,
    /** Requests need approval. */
    MANUAL_APPROVAL,
    /** Two RA certificates, one to sign and one to decrypt. */
    RA_SPLIT,
    /** The issuing CA is not a root. */
    INTERMEDIATE
}
