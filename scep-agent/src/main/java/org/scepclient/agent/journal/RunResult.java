package org.scepclient.agent.journal;

/** The result of a run. */
public enum RunResult {
    /** Nothing was due. */
    UNCHANGED("unchanged", false),
    /** A new certificate was obtained. */
    ENROLLED("enrolled", false),
    /** A new certificate was obtained, and waits for the deployment window. */
    STAGED("staged", false),
    /** The CA has not approved the request yet. */
    PENDING("pending", false),
    /** The run was ended before its result, and no request waits for the CA. */
    INTERRUPTED("interrupted", false),
    /** A person ended the run; a pending request stays. */
    CANCELLED("cancelled", false),
    /** A certificate is in use, but the success script failed. */
    SCRIPT_FAILED("script-failed", true),
    /** The new certificate was put in use, but not verified; the previous one is in use again. */
    ROLLED_BACK("rolled-back", true),
    FAILED("failed", true);

    private final String id;
    private final boolean failure;

    RunResult(String id, boolean failure) {
        this.id = id;
        this.failure = failure;
    }

    /** The identifier in the journal and in JSON. */
    public String id() {
        return id;
    }

    public boolean isFailure() {
        return failure;
    }
}
