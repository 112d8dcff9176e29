package org.scepclient.agent.journal;

/** What a run turned out to be. */
public enum RunKind {
    CHECK("check"),
    ENROLLMENT("enrollment"),
    RE_ENROLLMENT("re-enrollment");

    private final String id;

    RunKind(String id) {
        this.id = id;
    }

    /** The word in the journal and in JSON. */
    public String id() {
        return id;
    }
}
