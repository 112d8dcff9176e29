package org.scepclient.it.attack;

/** Names of the honest messages that the attacker has recorded for replay. */
final class Recordings {
    static final String SUCCESS = "a SUCCESS to somebody else";
    static final String FAILURE = "a FAILURE to somebody else";
    static final String EARLIER_RUN = "a SUCCESS to the victim";
    static final String NEXT_CA = "the GetNextCACert answer";
    static final String CRL = "the CRL, before somebody was revoked";
    static final String CRL_DELTA = "a delta CRL";
    static final String CRL_FOR_CAS = "a CRL of CAs alone";
    static final String CRL_FOR_SOME_REASONS = "a CRL of some reasons alone";
    static final String CRL_OF_ANOTHER_DISTRIBUTION_POINT = "the CRL of another distribution point";
    static final String CRL_EXPIRED = "a CRL that has expired";

    private Recordings() {}
}
