package org.scepclient.journal;

/** What a run turned out to be. */
public enum RunKind {
    CHECK("check"),
    ENROLLMENT("enrollment"),
    RE_ENROLLMENT("re-enrollment");

    private final String word;

    RunKind(String word) {
        this.word = word;
    }

    /** The word in the journal and in JSON. */
    public String word() {
        return word;
    }
}
