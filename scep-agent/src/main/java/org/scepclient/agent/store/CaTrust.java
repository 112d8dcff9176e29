package org.scepclient.agent.store;

/** The reason for trusting a CA. */
public enum CaTrust {
    /** Its fingerprint is in the settings. */
    FINGERPRINT("fingerprint"),
    /** It was the first CA that answered; other CAs are rejected since then. */
    FIRST_USE("first-use"),
    /** A user accepted its fingerprint. */
    ACCEPTED("accepted");

    private final String id;

    CaTrust(String id) {
        this.id = id;
    }

    /** The identifier in files and in the status. */
    public String id() {
        return id;
    }
}
