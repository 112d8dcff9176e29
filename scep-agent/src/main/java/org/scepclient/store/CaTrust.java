package org.scepclient.store;

/** Why a CA is trusted. */
public enum CaTrust {
    /** Its fingerprint stands in the settings. */
    FINGERPRINT("fingerprint"),
    /** It was the first that answered, and no other is accepted since. */
    FIRST_USE("first-use"),
    /** A person looked at its fingerprint and accepted it. */
    ACCEPTED("accepted");

    private final String word;

    CaTrust(String word) {
        this.word = word;
    }

    /** The word in files and in the status. */
    public String word() {
        return word;
    }
}
