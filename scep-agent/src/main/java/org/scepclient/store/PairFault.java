package org.scepclient.store;

/** What is wrong with a pair. */
public enum PairFault {
    MISSING_OR_MALFORMED("Files missing or malformed"),
    WRONG_KEY("Wrong private key");

    private final String word;

    PairFault(String word) {
        this.word = word;
    }

    /** The word for the status. */
    public String word() {
        return word;
    }
}
