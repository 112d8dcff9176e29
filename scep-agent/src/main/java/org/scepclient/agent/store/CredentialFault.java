package org.scepclient.agent.store;

/** A fault of a stored key and certificate. */
public enum CredentialFault {
    MISSING_OR_MALFORMED("Files missing or malformed"),
    WRONG_KEY("Wrong private key");

    private final String label;

    CredentialFault(String label) {
        this.label = label;
    }

    /** The text in the status. */
    public String label() {
        return label;
    }
}
