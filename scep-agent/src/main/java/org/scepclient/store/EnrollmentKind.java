package org.scepclient.store;

/** Why a certificate is asked for. */
public enum EnrollmentKind {
    /** There is none that could be renewed. */
    ENROLLMENT("enrollment", RunPhase.ENROLLMENT),
    /** A valid one is replaced in time. */
    RE_ENROLLMENT("re-enrollment", RunPhase.RE_ENROLLMENT);

    private final String word;
    private final RunPhase phase;

    EnrollmentKind(String word, RunPhase phase) {
        this.word = word;
        this.phase = phase;
    }

    /** The word in files and status lines. */
    public String word() {
        return word;
    }

    /** The phase of a run that does this. */
    public RunPhase phase() {
        return phase;
    }
}
