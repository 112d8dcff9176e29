package org.scepclient.agent.store;

/** What a run is activity. */
public enum RunPhase {
    /** It finds out whether there is something to do. */
    CHECK("check"),
    ENROLLMENT("enrollment"),
    RE_ENROLLMENT("re-enrollment");

    private final String id;

    RunPhase(String id) {
        this.id = id;
    }

    /** The word in files and status lines. */
    public String id() {
        return id;
    }
}
