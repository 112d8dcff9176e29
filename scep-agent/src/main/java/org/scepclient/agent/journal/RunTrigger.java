package org.scepclient.agent.journal;

/** The trigger of a run. */
public enum RunTrigger {
    BOOT("boot"),
    APPLY("apply"),
    TIMER("timer"),
    PERSON("person"),
    SERVICE("service");

    private final String id;

    RunTrigger(String id) {
        this.id = id;
    }

    /** The identifier in the journal and in JSON. */
    public String id() {
        return id;
    }
}
