package org.scepclient.testca.fault;

/** The way in which a client must handle a reply. */
public enum Expectation {
    /** Unusual, but breaks no rule: the client accepts it like any other. */
    ACCEPT,
    /** Always a valid PENDING: the client polls until its time limit. */
    PENDING,
    /** A valid FAILURE: the client ends with the server's failInfo. */
    FAILURE,
    /** Breaks a rule: the client ends with an error and discards the reply. */
    REFUSE
}
