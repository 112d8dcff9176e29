package org.scepclient.agent.store;

/** What is wrong with a pair. */
public enum CredentialFault {
    MISSING_OR_MALFORMED("Files missing or malformed"),
    WRONG_KEY("Wrong private key");

    private final String label;

    CredentialFault(String label) {
        this.label = label;
    }

    /** The word for the status. */
    public String label() {
        return label;
    }
}
