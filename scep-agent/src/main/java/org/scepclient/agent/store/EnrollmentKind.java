package org.scepclient.agent.store;

/** The kind of a request. */
public enum EnrollmentKind {
    /** An enrollment without a certificate to renew. */
    ENROLLMENT("enrollment", RunPhase.ENROLLMENT),
    /** The renewal of a valid certificate. */
    RE_ENROLLMENT("re-enrollment", RunPhase.RE_ENROLLMENT);

    private final String id;
    private final RunPhase phase;

    EnrollmentKind(String id, RunPhase phase) {
        this.id = id;
        this.phase = phase;
    }

    /** The identifier in files and in the status. */
    public String id() {
        return id;
    }

    /** The phase of a run with such a request. */
    public RunPhase phase() {
        return phase;
    }
}
