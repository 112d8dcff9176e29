package org.scepclient.agent.store;

/** Why a CA is trusted. */
public enum CaTrust {
    /** Its fingerprint stands in the settings. */
    FINGERPRINT("fingerprint"),
    /** It was the first that answered, and no other is accepted since. */
    FIRST_USE("first-use"),
    /** A person looked at its fingerprint and accepted it. */
    ACCEPTED("accepted");

    private final String id;

    CaTrust(String id) {
        this.id = id;
    }

    /** The word in files and in the status. */
    public String id() {
        return id;
    }
}
