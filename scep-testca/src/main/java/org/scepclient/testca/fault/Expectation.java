package org.scepclient.testca.fault;

/** What a client must do with a reply. */
public enum Expectation {
    /** It is unusual, but no rule is broken: the client takes it as if it were not. */
    ACCEPT,
    /** It is a valid PENDING, and never anything else: the client polls until it gives up. */
    PENDING,
    /** It is a valid FAILURE: the client ends with what the server said. */
    FAILURE,
    /** A rule is broken: the client ends with an error and keeps nothing of the reply. */
    REFUSE
}
