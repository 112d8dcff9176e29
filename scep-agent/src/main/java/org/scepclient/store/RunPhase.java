package org.scepclient.store;

/** What a run is doing. */
public enum RunPhase {
    /** It finds out whether there is something to do. */
    CHECK("check"),
    ENROLLMENT("enrollment"),
    RE_ENROLLMENT("re-enrollment");

    private final String word;

    RunPhase(String word) {
        this.word = word;
    }

    /** The word in files and status lines. */
    public String word() {
        return word;
    }
}
