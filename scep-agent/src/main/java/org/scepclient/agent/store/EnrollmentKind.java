package org.scepclient.agent.store;

/** Why a certificate is asked for. */
public enum EnrollmentKind {
    /** There is none that could be renewed. */
    ENROLLMENT("enrollment", RunPhase.ENROLLMENT),
    /** A valid one is replaced in time. */
    RE_ENROLLMENT("re-enrollment", RunPhase.RE_ENROLLMENT);

    private final String id;
    private final RunPhase phase;

    EnrollmentKind(String id, RunPhase phase) {
        this.id = id;
        this.phase = phase;
    }

    /** The word in files and status lines. */
    public String id() {
        return id;
    }

    /** The phase of a run that does this. */
    public RunPhase phase() {
        return phase;
    }
}
