package org.scepclient.agent.store;

/** The phase of a run. */
public enum RunPhase {
    /** Checks whether an enrollment or renewal is due. */
    CHECK("check"),
    ENROLLMENT("enrollment"),
    RE_ENROLLMENT("re-enrollment");

    private final String id;

    RunPhase(String id) {
        this.id = id;
    }

    /** The identifier in files and in the status. */
    public String id() {
        return id;
    }
}
