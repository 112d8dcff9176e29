package org.scepclient.journal;

/** What started a run. */
public enum RunTrigger {
    BOOT("boot"),
    APPLY("apply"),
    TIMER("timer"),
    PERSON("person"),
    SERVICE("service");

    private final String word;

    RunTrigger(String word) {
        this.word = word;
    }

    /** The word in the journal and in JSON. */
    public String word() {
        return word;
    }
}
