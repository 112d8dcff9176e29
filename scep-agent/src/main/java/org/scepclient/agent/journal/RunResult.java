package org.scepclient.agent.journal;

/** How a run ended. */
public enum RunResult {
    /** Nothing was due. */
    UNCHANGED("unchanged", false),
    /** There is a new certificate. */
    ENROLLED("enrolled", false),
    /** The CA has not decided. */
    PENDING("pending", false),
    /** The clock is not set, so nothing was judged. */
    CLOCK_NOT_SET("clock-not-set", false),
    /** There is a certificate, but the success script failed. */
    SCRIPT_FAILED("script-failed", true),
    FAILED("failed", true);

    private final String id;
    private final boolean failure;

    RunResult(String id, boolean failure) {
        this.id = id;
        this.failure = failure;
    }

    /** The word in the journal and in JSON. */
    public String id() {
        return id;
    }

    public boolean isFailure() {
        return failure;
    }
}
