package org.scepclient.agent.journal;

/** The kind of a run, determined during the run. */
public enum RunKind {
    CHECK("check"),
    ENROLLMENT("enrollment"),
    RE_ENROLLMENT("re-enrollment");

    private final String id;

    RunKind(String id) {
        this.id = id;
    }

    /** The identifier in the journal and in JSON. */
    public String id() {
        return id;
    }
}
